package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.Destinations.Destination;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens before anything is sent to an endpoint with a handshake.
class HandshakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SomeEndpoints endpoints = new SomeEndpoints();
  private final WebhookSender sender =
      new WebhookSender(
          TestConfig.of(
              WebhookConfig.class, Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8")),
          SystemDefaultDnsResolver.INSTANCE,
          SSLContexts.createDefault(),
          InstantSource.system());
  private final Handshake handshake =
      new Handshake(sender, endpoints, "offload.example", InstantSource.fixed(SomeEndpoints.NOW));
  private WebhookSink sink;
  private Endpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    sink = WebhookSink.start();
    endpoint = asking(endpoints.add("acme", sink.url("/hook?a=b").toString()));
    endpoints.put(endpoint);
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    sink.close();
  }

  @Test
  void receiverIsAskedWithTheHeadersOfTheEndpoint() throws Exception {
    sink.willAnswer(allowed("*"));

    assertThat(handshake.isNeeded(endpoint)).isTrue();
    assertThat(ask()).isEqualTo(new Consented(Optional.empty()));

    ReceivedRequest asked = sink.next(PATIENCE);
    assertThat(asked.method()).isEqualTo("OPTIONS");
    assertThat(asked.path()).isEqualTo("/hook?a=b");
    assertThat(asked.header("webhook-request-origin")).hasValue("offload.example");
    assertThat(asked.header("x-shop")).hasValue("seven");
    assertThat(asked.header("webhook-signature")).isEmpty();
    assertThat(handshake.isNeeded(endpoint)).isFalse();
    assertThat(handshake.headers(destination()))
        .containsEntry("WebHook-Request-Origin", "offload.example");
  }

  @Test
  void consentMayComeLateAndAllowLess() throws Exception {
    sink.willAnswer(SinkAnswer.status(405), SinkAnswer.status(200), allowed("30"));

    assertThat(ask()).isInstanceOf(Declined.class);
    assertThat(ask()).isInstanceOf(Declined.class);
    assertThat(consent().refusal()).contains("WebHook-Allowed-Origin");
    assertThat(handshake.isNeeded(endpoint)).isTrue();
    assertThat(ask()).isEqualTo(new Consented(Optional.of(30)));

    assertThat(consent().perMinute()).isEqualTo(30);
    assertThat(consent().at()).isEqualTo(SomeEndpoints.NOW);
    assertThat(handshake.isNeeded(endpoint)).isFalse();
  }

  @Test
  void sameRefusalIsNotedOnce() {
    sink.willAnswer(SinkAnswer.status(405));

    ask();
    ask();

    assertThat(sink.received()).hasSize(2);
    assertThat(endpoints.answers()).hasSize(1);
  }

  @Test
  void oneAsksAndOthersWait() throws Exception {
    sink.willAnswer(allowed("*").after(Duration.ofSeconds(1)));
    CompletableFuture<DeliveryOutcome> first = CompletableFuture.supplyAsync(this::ask);
    sink.next(PATIENCE);

    assertThat(ask()).isInstanceOf(Busy.class);

    assertThat(first.join()).isInstanceOf(Consented.class);
    assertThat(ask()).as("another has asked by now").isInstanceOf(Busy.class);
    assertThat(sink.received()).hasSize(1);
  }

  @Test
  void changedEndpointAsksAgain() throws Exception {
    sink.willAnswer(allowed("*"));
    ask();

    endpoints.disable(endpoint);
    Endpoint changed = endpoints.find("acme", endpoint.id()).orElseThrow();

    assertThat(handshake.isNeeded(changed)).isTrue();
  }

  @Test
  void endpointWithoutAHandshakeIsNotAsked() throws Exception {
    Endpoint plain = endpoints.add("acme", sink.url("/plain").toString());

    assertThat(handshake.isNeeded(plain)).isFalse();
  }

  /// The guard stands before the question, too.
  @Test
  void addressThatIsNotAllowedIsNotAsked() throws Exception {
    Endpoint inside = asking(endpoints.add("acme", "http://10.0.0.1/hook"));

    assertThat(handshake.ask(destination(inside), inside)).isInstanceOf(Forbidden.class);
    assertThat(endpoints.consent(inside)).isEmpty();
  }

  private DeliveryOutcome ask() {
    try {
      return handshake.ask(destination(), endpoint);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private EndpointConsent consent() {
    return endpoints.consent(endpoint).orElseThrow();
  }

  private Destination.Open destination() {
    return destination(endpoint);
  }

  private static Destination.Open destination(Endpoint to) {
    return new Destination.Open(
        to.terms().url(), Map.of("X-Shop", "seven"), List.of(), TlsIdentity.NONE, Optional.of(to));
  }

  private static SinkAnswer allowed(String rate) {
    return SinkAnswer.status(200)
        .withHeader("WebHook-Allowed-Origin", "*")
        .withHeader("WebHook-Allowed-Rate", rate);
  }

  private static Endpoint asking(Endpoint one) {
    EndpointTerms terms = one.terms();
    return new Endpoint(
        one.tenant(),
        one.id(),
        new EndpointTerms(
            terms.url(),
            terms.events(),
            terms.tags(),
            terms.description(),
            terms.headers(),
            terms.rate(),
            terms.concurrency(),
            terms.format(),
            terms.signatures(),
            terms.tls(),
            terms.orderedSince(),
            true),
        one.secrets(),
        one.disabled(),
        one.createdAt(),
        one.updatedAt(),
        one.revision());
  }
}
