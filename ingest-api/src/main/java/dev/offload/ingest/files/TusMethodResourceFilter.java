package dev.offload.ingest.files;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Takes the method of a request of tus from a header, for clients whose surroundings know only
/// `GET` and `POST`.
class TusMethodResourceFilter {
  private static final String HEADER = "X-HTTP-Method-Override";
  private static final Set<String> METHODS = Set.of(HttpMethod.PATCH, HttpMethod.DELETE);
  private static final Pattern PATH = Pattern.compile("/v1/files/[^/]+");
  private static final int BEFORE_METHODS_ARE_CHECKED = 1_000;

  @ServerRequestFilter(preMatching = true, priority = BEFORE_METHODS_ARE_CHECKED)
  void takeMethod(ContainerRequestContext request) {
    String method = request.getHeaderString(HEADER);
    if (method != null
        && METHODS.contains(method)
        && request.getMethod().equals(HttpMethod.POST)
        && request.getHeaderString(TusHeaders.TUS_RESUMABLE) != null
        && PATH.matcher(request.getUriInfo().getPath()).matches()) {
      request.setMethod(method);
    }
  }
}
