package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.testkit.InsideListeners;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.SmallProxy;
import dev.offload.testkit.SsrfTry;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tries to have webhooks sent to addresses inside. Somebody listens there, on IPv4 and on IPv6,
/// and must see nothing. Names come from a DNS server.
class SsrfTest {
  /// Stands for an address on the public internet. It is the only one that is allowed.
  private static final String PUBLIC = "127.0.0.9";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SmallDns dns;
  private InsideListeners inside;
  private WebhookSender sender;

  @BeforeEach
  void open() throws IOException {
    dns = new SmallDns();
    SsrfTry.NAMES.forEach(name -> dns.put(name.name(), List.of(name.addresses())));
    inside = new InsideListeners();
    sender = sender(Map.of());
  }

  private WebhookSender sender(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("offload.webhook.allowed-addresses", PUBLIC + "/32");
    return new WebhookSender(
        TestConfig.of(WebhookConfig.class, all),
        dns,
        SSLContexts.createDefault(),
        InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    inside.close();
    dns.close();
  }

  static Stream<SsrfTry> tries() {
    return SsrfTry.ALL.stream();
  }

  /// Those that a delivery could be sent to at all.
  static Stream<SsrfTry> urls() {
    return SsrfTry.ALL.stream().filter(SsrfTry::isUrl);
  }

  @ParameterizedTest
  @MethodSource("tries")
  void addressesInsideGetNothing(SsrfTry one) throws Exception {
    String url = one.url(inside.port());

    if (one.isUrl()) {
      assertThat(WebhookHandler.outcome(send(url)))
          .isEqualTo(
              Outcome.failedForGood(
                  "address-not-allowed",
                  "nothing was sent: the URL leads to an address that is not allowed"));
    } else {
      // The worker makes `invalid-input` of it.
      assertThat(isDelivery(url)).isFalse();
    }

    assertThat(inside.visitors()).isEmpty();
  }

  /// The proxy could connect to anything inside. So it must not be asked.
  @ParameterizedTest
  @MethodSource("urls")
  void nothingForbiddenReachesTheProxy(SsrfTry one) throws Exception {
    try (SmallProxy proxy = SmallProxy.start();
        WebhookSender through = sender(Map.of("offload.webhook.proxy", proxy.url()))) {
      assertThat(send(through, one.url(inside.port()))).isInstanceOf(Forbidden.class);

      assertThat(proxy.heads()).isEmpty();
      assertThat(inside.visitors()).isEmpty();
    }
  }

  @Test
  void proxyIsAskedForTheAddressThatWasJudged() throws Exception {
    try (SmallProxy proxy = SmallProxy.start();
        WebhookSink outside = WebhookSink.startOn(InetAddress.ofLiteral(PUBLIC));
        WebhookSender through = sender(Map.of("offload.webhook.proxy", proxy.url()))) {
      int port = outside.url("/").getPort();
      dns.put("rebind.try", List.of(List.of(PUBLIC), List.of("127.0.0.1")));
      String url = "http://rebind.try:%d/".formatted(port);

      assertThat(send(through, url)).isInstanceOf(Delivered.class);
      assertThat(send(through, url)).isInstanceOf(Forbidden.class);
      assertThat(send(through, proxy.url())).as("the proxy itself").isInstanceOf(Forbidden.class);

      assertThat(proxy.targets()).containsExactly(PUBLIC + ":" + port);
      assertThat(outside.received()).hasSize(1);
    }
  }

  @Test
  void tableOfTriesIsComplete() {
    assertThat(SsrfTry.ALL).doesNotHaveDuplicates().hasSizeGreaterThan(90);
  }

  @Test
  void listenersNoticeEveryVisit() throws Exception {
    for (InetAddress address : InsideListeners.ADDRESSES) {
      new Socket(address, inside.port()).close();
    }

    assertThat(inside.visitors()).hasSize(InsideListeners.ADDRESSES.size());
  }

  /// A name that is public when it is judged, and private when somebody asks once more.
  @Test
  void nameThatChangesItsAddressIsConnectedToWhereItWasJudged() throws Exception {
    try (WebhookSink outside = WebhookSink.startOn(InetAddress.ofLiteral(PUBLIC))) {
      int port = outside.url("/").getPort();
      dns.put("rebind.try", List.of(List.of(PUBLIC), List.of("127.0.0.1")));
      try (InsideListeners alsoInside = new InsideListeners(port)) {
        String url = "http://rebind.try:%d/".formatted(port);

        DeliveryOutcome first = send(url);
        DeliveryOutcome second = send(url);

        assertThat(first).isInstanceOf(Delivered.class);
        assertThat(second).isInstanceOf(Forbidden.class);
        assertThat(outside.received()).hasSize(1);
        assertThat(alsoInside.visitors()).isEmpty();
        assertThat(dns.questions())
            .containsExactly("A rebind.try", "AAAA rebind.try", "A rebind.try", "AAAA rebind.try");
      }
    }
  }

  enum Redirect {
    TO_LOOPBACK("http://127.0.0.1:{port}/"),
    TO_IPV6("http://[::1]:{port}/"),
    TO_A_NAME("http://private.try:{port}/"),
    WITHOUT_SCHEME("//127.0.0.1:{port}/"),
    WITH_A_SHORT_ADDRESS("http://127.1:{port}/"),
    TO_METADATA("http://169.254.169.254/latest/meta-data");

    private final String location;

    Redirect(String location) {
      this.location = location;
    }
  }

  @ParameterizedTest
  @EnumSource(Redirect.class)
  void redirectInsideIsNotFollowed(Redirect redirect) throws Exception {
    try (WebhookSink outside = WebhookSink.startOn(InetAddress.ofLiteral(PUBLIC))) {
      String location = redirect.location.replace("{port}", Integer.toString(inside.port()));
      for (int status : List.of(301, 302, 303, 307, 308)) {
        outside.willAnswer(
            SinkAnswer.status(status)
                .withHeader("Location", location)
                .withHeader("Refresh", "0; url=" + location));

        assertThat(send(outside.url("/").toString()))
            .isInstanceOfSatisfying(
                Refused.class, refused -> assertThat(refused.answer().status()).isEqualTo(status));
      }

      assertThat(outside.received()).hasSize(5);
      assertThat(inside.visitors()).isEmpty();
    }
  }

  /// A `Host` of somebody else, by which a proxy inside could choose where a request goes.
  @Test
  void hostIsThatOfTheUrl() throws Exception {
    try (WebhookSink outside = WebhookSink.startOn(InetAddress.ofLiteral(PUBLIC))) {
      URI url = outside.url("/http://127.0.0.1/");

      assertThat(send(url.toString())).isInstanceOf(Delivered.class);

      ReceivedRequest request = outside.next(PATIENCE);
      assertThat(request.header("host")).hasValue(url.getAuthority());
      assertThat(request.path()).isEqualTo("/http://127.0.0.1/");
    }
  }

  private DeliveryOutcome send(String url) {
    return send(sender, url);
  }

  private static DeliveryOutcome send(WebhookSender by, String url) {
    return SomeWebhooks.send(
        by,
        "acme",
        SomeWebhooks.to(url).signed("tsk_1", Instant.now(), "{}", SomeWebhooks.SECRET),
        TlsIdentity.NONE);
  }

  /// Whether the input of a delivery task could name this URL.
  private static boolean isDelivery(String url) {
    try {
      Json.MAPPER.treeToValue(
          Json.MAPPER
              .createObjectNode()
              .put(Delivery.URL, url)
              .set(Delivery.EVENT, Json.MAPPER.createObjectNode()),
          Delivery.class);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
