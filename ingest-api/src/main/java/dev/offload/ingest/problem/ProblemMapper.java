package dev.offload.ingest.problem;

import dev.offload.schemas.problem.ProblemCode;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever ends a request into a [Problem], the framework's own errors included.
class ProblemMapper {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private final AllowedMethods allowed;

  ProblemMapper(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    Response.ResponseBuilder response = response(e.problem());
    e.headers().forEach(response::header);
    return response.build();
  }

  @ServerExceptionMapper
  Response frameworksOwn(WebApplicationException e, UriInfo uri) {
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e);
    }
    Response.ResponseBuilder response = response(FrameworkProblems.ofStatus(status));
    if (e instanceof NotAllowedException) {
      response.header(HttpHeaders.ALLOW, allowed.at(uri.getPath()));
    }
    return response.build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("Request failed unexpectedly", e);
    return response(FrameworkProblems.of(ProblemCode.INTERNAL)).build();
  }

  private static Response.ResponseBuilder response(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }
}
