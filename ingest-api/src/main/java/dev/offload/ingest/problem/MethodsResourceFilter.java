package dev.offload.ingest.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Answers `OPTIONS`, and refuses a method that a path does not have, with the path's own methods
/// in `Allow`.
///
/// The framework would take `GET /v1/tasks/retry` for a task with the id `retry`.
class MethodsResourceFilter {

  private final AllowedMethods allowed;

  MethodsResourceFilter(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  @ServerRequestFilter(preMatching = true)
  Response check(ContainerRequestContext request) {
    Set<String> methods = allowed.at(request.getUriInfo().getPath());
    boolean isPresent = methods.contains(request.getMethod());
    if (methods.isEmpty() || (isPresent && !request.getMethod().equals(HttpMethod.OPTIONS))) {
      return null;
    }
    Response.ResponseBuilder answer =
        isPresent ? Response.noContent() : ProblemMapper.response(FrameworkProblems.ofStatus(405));
    return answer.header(HttpHeaders.ALLOW, String.join(", ", methods)).build();
  }
}
