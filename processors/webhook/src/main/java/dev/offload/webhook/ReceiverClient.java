package dev.offload.webhook;

import dev.offload.address.GuardedConnections;
import dev.offload.address.PlainClient;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// An HTTP client with its connections. It connects to addresses that were judged, through the
/// proxy if there is one.
final class ReceiverClient {
  private static final TimeValue IDLE = TimeValue.ofSeconds(10);
  private static final TimeValue OLDEST = TimeValue.ofMinutes(1);

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient http;
  private final LongSupplier nanos;
  private int users;
  private long usedAt;
  private boolean isRetired;

  ReceiverClient(WebhookConfig config, SSLContext tls, LongSupplier nanos) {
    this.nanos = nanos;
    usedAt = nanos.getAsLong();
    connections = connections(config, tls);
    http = client(config, connections);
  }

  CloseableHttpClient http() {
    return http;
  }

  synchronized void borrow() {
    users++;
  }

  void giveBack() {
    if (isLeftByTheLast()) {
      close();
    }
  }

  private synchronized boolean isLeftByTheLast() {
    users--;
    usedAt = nanos.getAsLong();
    return isRetired && users == 0;
  }

  /// Closes the client as soon as nobody uses it.
  void retire() {
    if (isRetiredAndUnused()) {
      close();
    }
  }

  private synchronized boolean isRetiredAndUnused() {
    isRetired = true;
    return users == 0;
  }

  /// Whether nobody has used it for so long.
  synchronized boolean isUnusedFor(Duration time) {
    return users == 0 && nanos.getAsLong() - usedAt >= time.toNanos();
  }

  /// Closes connections that have not been used for a while.
  void closeIdle() {
    connections.closeExpired();
    connections.closeIdle(IDLE);
  }

  boolean isClosed() {
    return connections.isClosed();
  }

  /// Ends all connections, also those that are in use.
  void close() {
    http.close(CloseMode.GRACEFUL);
  }

  private static CloseableHttpClient client(
      WebhookConfig config, PoolingHttpClientConnectionManager connections) {
    return PlainClient.through(connections, config.connectTimeout(), config.timeLimit()).build();
  }

  private static PoolingHttpClientConnectionManager connections(
      WebhookConfig config, SSLContext tls) {
    return GuardedConnections.through(config.forwardProxy(), tls)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(config.connectTimeout()))
                .setSocketTimeout(Timeout.of(config.timeLimit()))
                .setTimeToLive(OLDEST)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setMaxConnTotal(config.connections())
        .setMaxConnPerRoute(config.connections())
        .build();
  }
}
