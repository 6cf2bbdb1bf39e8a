package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.config.Endpoint;
import dev.offload.secrets.TenantSecrets;
import dev.offload.testkit.SinkAnswer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Receivers that answer "later" and do not say when get less.
class SlowDownTest {
  private final SomeEndpoints endpoints = new SomeEndpoints();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private WebhookSink sink;
  private WebhookHandler handler;
  private Endpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    sink = WebhookSink.start();
    endpoint = endpoints.add("acme", sink.url("/hook").toString());
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class, Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8"));
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
    sink.close();
  }

  @Test
  void receiverThatRefusesHalfGetsAPauseAfterEachRefusal() throws Exception {
    SinkAnswer tooMuch = SinkAnswer.status(429);
    SinkAnswer accepted = SinkAnswer.status(204);
    sink.willAnswer(accepted, tooMuch, accepted, tooMuch);

    assertThat(delivered()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(delivered()).isInstanceOf(Outcome.Failed.class);
    assertThat(delivered()).isInstanceOf(Outcome.Snoozed.class);
    assertThat(sink.received()).hasSize(2);

    await().atMost(Duration.ofSeconds(20)).until(() -> delivered() instanceof Outcome.Succeeded);
    assertThat(delivered()).isInstanceOf(Outcome.Failed.class);
    assertThat(delivered()).isInstanceOf(Outcome.Snoozed.class);
    assertThat(sink.received()).hasSize(4);
    assertThat(endpoints.failing(endpoint)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void eachAnswerThatMeansLaterBringsAPause(int status) throws Exception {
    sink.willAnswer(SinkAnswer.status(status));
    delivered();

    assertThat(delivered())
        .isInstanceOfSatisfying(
            Outcome.Snoozed.class,
            wait ->
                assertThat(wait.delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 408, 500, 501})
  void oneOtherAnswerBringsNone(int status) throws Exception {
    sink.willAnswer(SinkAnswer.status(status));
    delivered();

    assertThat(delivered()).isInstanceOf(Outcome.Succeeded.class);
  }

  private Outcome delivered() throws Exception {
    return handler.handle(OneDelivery.to(endpoint));
  }
}
