package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.secrets.TenantSecrets;
import dev.offload.testkit.TestConfig;
import dev.offload.webhook.Breakers.Failure;
import dev.offload.webhook.SignedWebhook.Message;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a worker is told when it asks whether a delivery could be sent now.
class RoomForADeliveryTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final URI ELSEWHERE = URI.create("http://example.com/hook");
  private static final BreakerKey SILENT = new BreakerKey.OfReceiver("acme", "example.com", 80);

  private final WebhookConfig config =
      TestConfig.of(
          WebhookConfig.class,
          Map.of(
              "offload.webhook.allowed-addresses", "127.0.0.0/8",
              "offload.webhook.connections-per-receiver", "1"));
  private final Breakers breakers = new Breakers(config.breakerTerms(), new SplittableRandom(1));
  private final SomeEndpoints endpoints = new SomeEndpoints();
  private WebhookSender sender;
  private WebhookHandler handler;

  @BeforeEach
  void open() {
    sender =
        new WebhookSender(
            config,
            SystemDefaultDnsResolver.INSTANCE,
            SSLContexts.createDefault(),
            InstantSource.system());
    handler =
        new WebhookHandler(
            sender,
            breakers,
            new Destinations(
                new TenantSecrets("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="),
                endpoints,
                SomeEndpoints.ENCRYPTER),
            endpoints,
            new EndpointCare(Duration.ofDays(5)),
            new Formats(URI.create("/offload/default"), Optional.empty()),
            "offload.test",
            metrics());
  }

  private DeliveryMetrics metrics() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new DeliveryMetrics(meters, new EndpointMetrics(meters, 50, 1_000), endpoints);
  }

  @AfterEach
  void close() throws IOException {
    handler.close();
  }

  @Test
  void unknownReceiverHasRoom() {
    assertThat(handler.untilRoom("acme", delivery(ELSEWHERE))).isEmpty();
  }

  @Test
  void deliveryWaitsWhileTheReceiversConnectionsAreTaken() throws Exception {
    var signal = new CountDownLatch(1);
    try (RawServer receiver =
        RawServer.when(signal, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")) {
      CompletableFuture<DeliveryOutcome> first =
          CompletableFuture.supplyAsync(
              () -> SomeWebhooks.send(sender, "acme", webhook(receiver.url()), TlsIdentity.NONE));
      receiver.awaitConnection();

      // A connection that has just been taken may be free in a moment.
      await()
          .untilAsserted(
              () ->
                  assertThat(handler.untilRoom("acme", delivery(receiver.url())))
                      .hasValueSatisfying(wait -> assertThat(wait).isPositive()));
      assertThat(handler.untilRoom("globex", delivery(receiver.url()))).isEmpty();
      assertThat(handler.untilRoom("acme", delivery(ELSEWHERE))).isEmpty();

      signal.countDown();
      first.join();
      assertThat(handler.untilRoom("acme", delivery(receiver.url()))).isEmpty();
    }
  }

  @Test
  void deliveryWaitsForASilentReceiverOfItsTenant() {
    timeOut(SILENT, config.breaker().timeOuts());

    assertThat(handler.untilRoom("acme", delivery(ELSEWHERE)))
        .hasValueSatisfying(
            wait ->
                assertThat(wait)
                    .isBetween(
                        config.breaker().firstPause().dividedBy(2),
                        config.breaker().firstPause().multipliedBy(2)));
    assertThat(handler.untilRoom("globex", delivery(ELSEWHERE))).isEmpty();
  }

  @Test
  void deliveryThatHasToFailRuns() {
    long longAgo = System.nanoTime() - config.breaker().countsAfter().toNanos();
    for (int i = 0; i < config.breaker().timeOuts(); i++) {
      breakers.failed(SILENT, Failure.TIME_OUT, longAgo);
    }
    breakers.failed(SILENT, Failure.TIME_OUT, System.nanoTime());

    assertThat(handler.untilRoom("acme", delivery(ELSEWHERE))).isEmpty();
  }

  @Test
  void deliveryWithAnUnreadableUrlRunsAndFails() {
    assertThat(handler.untilRoom("acme", Json.MAPPER.createObjectNode())).isEmpty();
  }

  @Test
  void deliveryToAnEndpointWaitsForItsReceiver() {
    Endpoint endpoint = endpoints.add("acme", ELSEWHERE.toString());
    JsonNode delivery = Json.MAPPER.createObjectNode().put("endpoint", endpoint.id().toString());
    timeOut(Addressee.of("acme", endpoint).breaker(), config.breaker().timeOuts());

    assertThat(handler.untilRoom("acme", delivery)).isPresent();
    assertThat(handler.untilRoom("acme", delivery(ELSEWHERE)))
        .as("others on the same server do not bear it")
        .isEmpty();
    assertThat(handler.untilRoom("globex", delivery)).as("has no such endpoint").isEmpty();
    endpoints.disable(endpoint);
    assertThat(handler.untilRoom("acme", delivery)).as("runs, and fails there").isEmpty();
  }

  private void timeOut(BreakerKey receiver, int times) {
    for (int i = 0; i < times; i++) {
      breakers.failed(receiver, Failure.TIME_OUT, System.nanoTime());
    }
  }

  private static JsonNode delivery(URI url) {
    return Json.MAPPER.createObjectNode().put("url", url.toString());
  }

  private static SignedWebhook webhook(URI url) {
    return SignedWebhook.sign(
        OutsideUrl.of(url.toString()),
        Map.of(),
        new Message("tsk_1", Instant.now(), Content.json("{}")),
        List.of(SECRET));
  }
}
