package dev.offload.ingest.live;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Adds headers to every streamed answer, so that no proxy keeps parts of it back. nginx looks at
/// the first header, caches look at the second.
class PassedOnAtOnceResourceFilter {
  private static final Set<String> PIECE_BY_PIECE =
      Set.of(MediaType.SERVER_SENT_EVENTS, "application/x-ndjson");

  private final Map<Method, Boolean> known = new ConcurrentHashMap<>();

  @ServerResponseFilter
  void add(ContainerResponseContext response, ResourceInfo resource) {
    // There is none where no resource was found.
    Method method = resource == null ? null : resource.getResourceMethod();
    if (method != null
        && known.computeIfAbsent(method, PassedOnAtOnceResourceFilter::comesInPieces)) {
      response.getHeaders().putSingle("X-Accel-Buffering", "no");
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private static boolean comesInPieces(Method method) {
    Produces produces = method.getAnnotation(Produces.class);
    return produces != null && Arrays.stream(produces.value()).anyMatch(PIECE_BY_PIECE::contains);
  }
}
