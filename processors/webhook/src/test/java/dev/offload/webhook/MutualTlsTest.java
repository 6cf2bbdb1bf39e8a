package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Endpoint;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.TestTls;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.Destinations.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deliveries to a server that wants a certificate of its own authority.
class MutualTlsTest {
  /// What the receiver says before it closes is often lost.
  private static final List<DeliveryOutcome> TURNED_AWAY =
      List.of(new Unreachable(Reason.CERTIFICATE_REFUSED), new Unreachable(Reason.BROKEN));

  private final InMemoryDnsResolver names = new InMemoryDnsResolver();
  private MutualTlsReceiver receiver;
  private WebhookSender sender;

  @BeforeEach
  void open() throws IOException {
    names.add("shop.hooks.example", InetAddress.getLoopbackAddress());
    names.add("shop.others.example", InetAddress.getLoopbackAddress());
    receiver = MutualTlsReceiver.start();
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class, Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8"));
    sender = new WebhookSender(config, names, SSLContexts.createDefault(), InstantSource.system());
  }

  @AfterEach
  void close() {
    sender.close();
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({"client, 'O=Shop,CN=offload'", "rsa, CN=rsa", "chained, CN=chained"})
  void receiverSeesTheCertificateOfItsEndpoint(String certificate, String subject) {
    assertThat(send("acme", identity(certificate, "ca"))).isInstanceOf(Delivered.class);

    assertThat(receiver.clients()).containsExactly(subject);
  }

  @Test
  void receiverThatIsAskedForItsConsentSeesTheCertificate() throws Exception {
    SomeEndpoints endpoints = new SomeEndpoints();
    Endpoint endpoint =
        endpoints.add("acme", "https://shop.hooks.example:%d/".formatted(receiver.port()));
    Destination.Open destination =
        new Destination.Open(
            endpoint.terms().url(),
            Map.of(),
            List.of(),
            identity("client", "ca"),
            Optional.of(endpoint));
    Handshake handshake =
        new Handshake(sender, endpoints, "offload.example", InstantSource.system());

    assertThat(handshake.ask(destination, endpoint)).isInstanceOf(Declined.class);

    assertThat(receiver.clients()).containsExactly("O=Shop,CN=offload");
  }

  @Test
  void receiverOfAnotherAuthorityIsNotTrusted() {
    assertThat(send("acme", identity("client", "other-ca")))
        .isEqualTo(new Unreachable(Reason.NO_TLS));
    assertThat(send("acme", new TlsIdentity(identity("client", "ca").client(), Optional.empty())))
        .as("an authority that is not trusted anyway")
        .isEqualTo(new Unreachable(Reason.NO_TLS));
    assertThat(receiver.clients()).isEmpty();
  }

  @Test
  void certificateHasToBeForTheNameAlsoWithAnAuthorityOfItsOwn() {
    assertThat(send("acme", "shop.others.example", identity("client", "ca")))
        .isEqualTo(new Unreachable(Reason.NO_TLS));
    assertThat(receiver.clients()).isEmpty();
  }

  @Test
  void receiverRefusesACertificateOfAnotherAuthority() {
    for (TlsIdentity identity :
        new TlsIdentity[] {
          new TlsIdentity(Optional.empty(), identity("client", "ca").ca()),
          identity("stranger", "ca")
        }) {
      assertThat(send("acme", identity)).isIn(TURNED_AWAY);
    }
    assertThat(receiver.clients()).isEmpty();
  }

  @Test
  void connectionIsUsedAgainByItsIdentityOnly() {
    for (int i = 0; i < 3; i++) {
      assertThat(send("acme", identity("client", "ca"))).isInstanceOf(Delivered.class);
      assertThat(send("acme", identity("rsa", "ca"))).isInstanceOf(Delivered.class);
      assertThat(send("shop", identity("client", "ca"))).isInstanceOf(Delivered.class);
    }

    assertThat(receiver.connections()).isEqualTo(3);
    assertThat(receiver.clients())
        .filteredOn("CN=rsa"::equals)
        .as("the receiver sees who sends, and not who has sent before")
        .hasSize(3);
    assertThat(send("acme", new TlsIdentity(Optional.empty(), identity("client", "ca").ca())))
        .as("a connection of another identity would be let in")
        .isIn(TURNED_AWAY);
  }

  static TlsIdentity identity(String certificate, String ca) {
    String chain =
        certificate.equals("chained")
            ? TestTls.certificate("chained") + TestTls.certificate("intermediate")
            : TestTls.certificate(certificate);
    return new TlsIdentity(
        Optional.of(new TlsIdentity.Client(chain, TestTls.key(certificate))),
        Optional.of(TestTls.certificate(ca)));
  }

  private DeliveryOutcome send(String tenant, TlsIdentity identity) {
    return send(tenant, "shop.hooks.example", identity);
  }

  private DeliveryOutcome send(String tenant, String name, TlsIdentity identity) {
    return SomeWebhooks.send(
        sender,
        tenant,
        SomeWebhooks.to("https://%s:%d/".formatted(name, receiver.port()))
            .signed("tsk_1", Instant.now(), "{}", SomeWebhooks.SECRET),
        identity);
  }
}
