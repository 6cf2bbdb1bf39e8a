package dev.offload.notifier.webhook;

import dev.offload.notifier.address.AddressGuard;
import dev.offload.notifier.address.AddressRefused;
import dev.offload.notifier.address.GuardedResolver;
import dev.offload.notifier.webhook.DeliveryOutcome.Busy;
import dev.offload.notifier.webhook.DeliveryOutcome.Delivered;
import dev.offload.notifier.webhook.DeliveryOutcome.Forbidden;
import dev.offload.notifier.webhook.DeliveryOutcome.Reason;
import dev.offload.notifier.webhook.DeliveryOutcome.Refused;
import dev.offload.notifier.webhook.DeliveryOutcome.Unreachable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Posts webhooks: to guarded addresses only, within a time limit, following nothing, keeping
/// nothing of the answer but its status. Owns its connections.
final class WebhookSender implements AutoCloseable {
  /// Answers that mean "later"; only there `Retry-After` counts.
  private static final Set<Integer> SLOW_DOWN = Set.of(429, 502, 503, 504);

  /// So much of an answer is read, and thrown away, for the sake of keeping its connection.
  private static final int DRAINED_BYTES = 4096;

  private static final TimeValue IDLE = TimeValue.ofSeconds(10);
  private static final TimeValue OLDEST = TimeValue.ofMinutes(1);

  private final WebhookConfig config;
  private final InstantSource clock;
  private final CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor deadlines;

  WebhookSender(WebhookConfig config, DnsResolver names, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    http = client(config, new GuardedResolver(names, new AddressGuard(config.allowed())));
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("webhook-deadlines").daemon().factory());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  DeliveryOutcome send(SignedWebhook webhook) {
    HttpPost request = new HttpPost(webhook.url());
    webhook.headers().forEach(request::setHeader);
    request.setHeader(HttpHeaders.USER_AGENT, config.userAgent());
    request.setEntity(new StringEntity(webhook.body(), ContentType.APPLICATION_JSON));
    // The client's own time-outs start anew with every byte, so a slow sender could go on for ever.
    Future<?> deadline =
        deadlines.schedule(request::cancel, config.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return exchange(request);
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }

  private DeliveryOutcome exchange(HttpPost request) {
    long begin = System.nanoTime();
    try {
      ClassicHttpResponse response = http.executeOpen(null, request, null);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      end(request, response);
      return outcome(response, took);
    } catch (AddressRefused e) {
      return new Forbidden(e.rule());
    } catch (ConnectionRequestTimeoutException _) {
      return new Busy();
    } catch (IOException e) {
      return new Unreachable(request.isCancelled() ? Reason.TIME_OUT : reason(e));
    }
  }

  private DeliveryOutcome outcome(ClassicHttpResponse response, Duration took) {
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return new Delivered(status, took);
    }
    Header wait = SLOW_DOWN.contains(status) ? response.getFirstHeader("Retry-After") : null;
    return new Refused(
        status,
        RetryAfter.parse(
            wait == null ? null : wait.getValue(), clock.instant(), config.longestRetryAfter()));
  }

  /// A short answer is read to its end and gives its connection back. A longer one loses it first,
  /// as merely closing the response would read all there is.
  private static void end(HttpPost request, ClassicHttpResponse response) {
    try (response) {
      HttpEntity entity = response.getEntity();
      if (entity != null && entity.getContent().readNBytes(DRAINED_BYTES).length == DRAINED_BYTES) {
        request.cancel();
      }
    } catch (IOException _) {
      // The status has been told; how the body ends changes nothing.
    }
  }

  private static Reason reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> Reason.UNKNOWN_NAME;
      case ConnectTimeoutException _ -> Reason.NO_CONNECTION;
      case SocketTimeoutException _ -> Reason.TIME_OUT;
      case HttpHostConnectException _ -> Reason.NO_CONNECTION;
      case SSLException _ -> Reason.NO_TLS;
      default -> Reason.BROKEN;
    };
  }

  private static CloseableHttpClient client(WebhookConfig config, DnsResolver names) {
    Timeout connecting = Timeout.of(config.connectTimeout());
    Timeout answering = Timeout.of(config.timeLimit());
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connecting)
                        .setSocketTimeout(answering)
                        .setTimeToLive(OLDEST)
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setMaxConnTotal(config.connections())
                .setMaxConnPerRoute(config.connections())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connecting)
                .setResponseTimeout(answering)
                .setProtocolUpgradeEnabled(false)
                .build())
        .evictIdleConnections(IDLE)
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }
}
