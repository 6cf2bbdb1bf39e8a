package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Endpoint;
import dev.offload.secrets.TenantSecrets;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.SmallProxy;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.worker.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What endpoints bear when the proxy in between refuses everything: nothing.
class RefusingProxyTest {
  /// More than open the breaker of an endpoint that fails.
  private static final int MANY = 9;

  private final SomeEndpoints endpoints = new SomeEndpoints();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private SmallProxy proxy;
  private WebhookSink sink;
  private WebhookHandler handler;
  private Endpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    proxy = SmallProxy.start();
    sink = WebhookSink.start();
    endpoint = endpoints.add("acme", sink.url("/hook").toString());
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class,
            Map.of(
                "offload.webhook.allowed-addresses",
                "127.0.0.0/8",
                "offload.webhook.proxy",
                proxy.url()));
    handler =
        new WebhookHandler(
            new WebhookSender(
                config,
                SystemDefaultDnsResolver.INSTANCE,
                SSLContexts.createDefault(),
                InstantSource.system()),
            new Breakers(config.breakerTerms(), new SplittableRandom(1)),
            new Destinations(
                new TenantSecrets("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="),
                endpoints,
                SomeEndpoints.ENCRYPTER),
            endpoints,
            new EndpointCare(Duration.ofDays(5)),
            new Formats(URI.create("/offload/default"), Optional.empty()),
            "offload.test",
            new DeliveryMetrics(meters, new EndpointMetrics(meters, 50, 1_000), endpoints));
  }

  @AfterEach
  void close() throws IOException {
    handler.close();
    proxy.close();
    sink.close();
  }

  @Test
  void refusalsAreCountedButAreNotFailuresOfTheEndpoint() throws Exception {
    proxy.willAnswer("HTTP/1.1 403 Forbidden\r\n\r\n");
    for (int i = 0; i < MANY; i++) {
      assertThat(delivered())
          .isEqualTo(
              Outcome.failed(
                  "proxy-refused",
                  "nothing was sent: the proxy of this installation answered 403, so the receiver"
                      + " was not asked"));
    }
    assertThat(attempts("proxy-refused")).isEqualTo(MANY);
    assertThat(sink.received()).isEmpty();

    proxy.willAnswer("HTTP/1.1 200 Connection established\r\n\r\n");
    assertThat(delivered()).as("its breaker is closed").isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void receiverThatTheProxyCannotReachIsSpared() throws Exception {
    proxy.willAnswer("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    for (int i = 0; i < MANY; i++) {
      delivered();
    }

    proxy.willAnswer("HTTP/1.1 200 Connection established\r\n\r\n");
    assertThat(delivered()).as("its breaker is open").isInstanceOf(Outcome.Snoozed.class);
    assertThat(attempts("spared")).isPositive();
  }

  @Test
  void endpointIsNotTriedLessOftenForRefusalsWhileItIsFailing() throws Exception {
    sink.willAnswer(SinkAnswer.status(500));
    assertThat(delivered()).isInstanceOf(Outcome.Failed.class);
    proxy.willAnswer("HTTP/1.1 405 Method Not Allowed\r\n\r\n");
    for (int i = 0; i < MANY; i++) {
      delivered();
    }

    assertThat(endpoints.failing(endpoint)).isEmpty();
    assertThat(attempts("spared")).isZero();
  }

  @Test
  void proxyThatWantsOtherCredentialsIsCountedByItself() throws Exception {
    proxy.willAnswer("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");

    assertThat(delivered()).isInstanceOf(Outcome.Snoozed.class);
    assertThat(handler.untilRoom("acme", OneDelivery.to(endpoint).input())).isPresent();

    assertThat(attempts("no-proxy")).isEqualTo(2);
    assertThat(attempts("busy")).isZero();
  }

  private Outcome delivered() throws Exception {
    return handler.handle(OneDelivery.to(endpoint));
  }

  private double attempts(String outcome) {
    return meters.counter(DeliveryMetrics.ATTEMPTS, DeliveryMetrics.OUTCOME, outcome).count();
  }
}
