package dev.offload.ingest.cutoff;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Ends the connection of a request that is refused before its large body has been read. The
/// client is not made to send all of it for nothing. What it sends meanwhile is thrown away for a
/// moment, since a connection that is closed with bytes unread may take the answer along (RFC 9112,
/// section 9.6).
class UnreadBodyResourceFilter {
  private static final int FIRST_REFUSAL = 400;

  /// A smaller body is read, so that the connection can be used again.
  private static final long LARGE_BYTES = 1024 * 1024;

  /// How much is thrown away at most. A client close by sends a gigabyte in a second.
  private static final long LINGER_BYTES = 16L * 1024 * 1024;

  private static final long LINGER_MILLIS = Duration.ofSeconds(1).toMillis();

  @ServerResponseFilter
  void end(ContainerResponseContext answer, RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (answer.getStatus() < FIRST_REFUSAL
        || request.isEnded()
        || request.version() == HttpVersion.HTTP_2
        || !isLarge(request)) {
      return;
    }
    routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    routing.addEndHandler(
        _ -> {
          AtomicLong thrownAway = new AtomicLong();
          request.handler(
              bytes -> {
                if (thrownAway.addAndGet(bytes.length()) > LINGER_BYTES) {
                  request.connection().close();
                }
              });
          request.resume();
          routing.vertx().setTimer(LINGER_MILLIS, _ -> request.connection().close());
        });
  }

  private static boolean isLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
    try {
      return Long.parseLong(length) > LARGE_BYTES;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
