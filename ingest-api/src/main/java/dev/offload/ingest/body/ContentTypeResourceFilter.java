package dev.offload.ingest.body;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a body without a media type where that matters. The framework would take it for whatever
/// the resource method reads.
class ContentTypeResourceFilter {
  private static final int AFTER_THE_KEY = 6_000;

  @ServerRequestFilter(priority = AFTER_THE_KEY)
  void check(ContainerRequestContext request, ResourceInfo resource) {
    Consumes consumes = resource.getResourceMethod().getAnnotation(Consumes.class);
    boolean isSaid = request.getHeaderString(HttpHeaders.CONTENT_TYPE) != null;
    if (consumes != null && !isSaid && hasBody(request)) {
      throw ProblemException.of(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Send the header Content-Type: %s.".formatted(String.join(" or ", consumes.value())));
    }
  }

  /// Decides by the headers, since the body is read elsewhere.
  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.getHeaderString("Transfer-Encoding") != null
        : !length.equals("0");
  }
}
