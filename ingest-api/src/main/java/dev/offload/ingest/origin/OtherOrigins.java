package dev.offload.ingest.origin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/// Tells browsers which pages of other origins may read our answers (Fetch standard, section 3.3).
/// A request from elsewhere is answered all the same, since a client that is no browser can name
/// any origin. Its browser keeps the answer from the page.
@ApplicationScoped
class OtherOrigins {
  private static final int BEFORE_ALL_ANSWERS = -15_000;
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      String.join(
          ", ",
          "Authorization",
          "Content-Digest",
          "Content-Encoding",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "If-Range",
          "Last-Event-ID",
          "Prefer",
          "Range",
          "Repr-Digest",
          "traceparent",
          "Tus-Resumable",
          "Upload-Checksum",
          "Upload-Length",
          "Upload-Metadata",
          "Upload-Offset",
          "X-HTTP-Method-Override");
  private static final String ANSWER_HEADERS =
      String.join(
          ", ",
          "Accept-Ranges",
          "Allow",
          "Content-Disposition",
          "Content-Range",
          "ETag",
          "Location",
          "Offload-Group",
          "Preference-Applied",
          "Repr-Digest",
          "Retry-After",
          "Tus-Checksum-Algorithm",
          "Tus-Extension",
          "Tus-Max-Size",
          "Tus-Resumable",
          "Tus-Version",
          "Upload-Expires",
          "Upload-Length",
          "Upload-Metadata",
          "Upload-Offset",
          "WWW-Authenticate");

  /// The longest that a browser keeps what it was told.
  private static final String SECONDS = "7200";

  private final Set<String> allowed;

  OtherOrigins(OriginsConfig config) {
    this.allowed = Set.copyOf(config.origins().orElse(List.of()));
  }

  void install(@Observes Router router) {
    if (!allowed.isEmpty()) {
      router.route().order(BEFORE_ALL_ANSWERS).handler(this::tell);
    }
  }

  private void tell(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !allowed.contains(origin)) {
      routing.next();
      return;
    }
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if (isPreflight(routing)) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
          .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS)
          .setStatusCode(204)
          .end();
    } else {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
      routing.next();
    }
  }

  private static boolean isPreflight(RoutingContext routing) {
    return routing.request().method().equals(HttpMethod.OPTIONS)
        && routing.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }
}
