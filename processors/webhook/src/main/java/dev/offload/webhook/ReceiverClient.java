package dev.offload.webhook;

import dev.offload.address.JudgedAddresses;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// An HTTP client with its connections. It connects to addresses that were judged, through the
/// proxy if there is one.
final class ReceiverClient {
  /// The longest head of an answer. A head has to be kept, and without a limit a receiver could
  /// send one without end. The limit holds for the lines between the chunks of a body as well.
  private static final Http1Config HEADS =
      Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

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

  /// Closes it as soon as nobody uses it.
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
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(config.connectTimeout()))
                .setResponseTimeout(Timeout.of(config.timeLimit()))
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      WebhookConfig config, SSLContext tls) {
    return new Connections(config.forwardProxy())
        .setDnsResolver(new JudgedAddresses())
        .setTlsSocketStrategy(new ReceiverTls(tls))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build())
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

  /// Makes sockets that go through a proxy if there is one.
  private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {
    private final Optional<ForwardProxy> proxy;

    Connections(Optional<ForwardProxy> proxy) {
      this.proxy = proxy;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          _ -> proxy.<Socket>map(ProxiedSocket::new).orElseGet(Socket::new),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }
}
