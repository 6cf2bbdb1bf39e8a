package dev.offload.ingest.files;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Says in all answers to clients of tus that they have reached one of its servers, and what it
/// can do to those that ask with `OPTIONS`.
class TusAnswersResourceFilter {
  private static final Pattern PATH = Pattern.compile("/v1/files(/[^/]+)?");

  private final long maxBytes;

  TusAnswersResourceFilter(ResumableConfig config) {
    this.maxBytes = config.maxSize().asLongValue();
  }

  @ServerResponseFilter
  void answer(ContainerRequestContext request, ContainerResponseContext response) {
    boolean isQuestion = request.getMethod().equals(HttpMethod.OPTIONS);
    boolean isTus = request.getHeaderString(TusHeaders.TUS_RESUMABLE) != null;
    if ((!isQuestion && !isTus) || !PATH.matcher(request.getUriInfo().getPath()).matches()) {
      return;
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle(TusHeaders.TUS_RESUMABLE, TusHeaders.VERSION);
    if (isQuestion) {
      headers.putSingle(TusHeaders.TUS_VERSION, TusHeaders.VERSION);
      headers.putSingle("Tus-Extension", TusHeaders.EXTENSIONS);
      headers.putSingle("Tus-Max-Size", maxBytes);
      headers.putSingle("Tus-Checksum-Algorithm", TusHeaders.ALGORITHMS);
    }
  }
}
