package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.SsrfTry;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.awaitility.Awaitility;
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
  private Listeners inside;
  private WebhookSender sender;

  @BeforeEach
  void open() throws IOException {
    dns = new SmallDns();
    SsrfTry.NAMES.forEach(name -> dns.put(name.name(), List.of(name.addresses())));
    inside = new Listeners();
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
  void nothingIsSentInside(SsrfTry one) throws Exception {
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
  void thereAreManyTries() {
    assertThat(SsrfTry.ALL).doesNotHaveDuplicates().hasSizeGreaterThan(90);
  }

  @Test
  void listenersNoticeWhoeverComes() throws Exception {
    for (InetAddress address : Listeners.ADDRESSES) {
      new Socket(address, inside.port()).close();
    }

    assertThat(inside.visitors()).hasSize(Listeners.ADDRESSES.size());
  }

  /// A name that is public when it is judged, and private when somebody asks once more.
  @Test
  void nameThatChangesItsAddressIsConnectedToWhereItWasJudged() throws Exception {
    try (WebhookSink outside = WebhookSink.startOn(InetAddress.ofLiteral(PUBLIC))) {
      int port = outside.url("/").getPort();
      dns.put("rebind.try", List.of(List.of(PUBLIC), List.of("127.0.0.1")));
      try (Listeners alsoInside = new Listeners(port)) {
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
    return by.send(
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

  /// Notes everybody who connects to one port of several addresses of loopback.
  private static final class Listeners implements AutoCloseable {
    static final List<InetAddress> ADDRESSES =
        List.of(
            InetAddress.ofLiteral("127.0.0.1"),
            InetAddress.ofLiteral("127.0.0.2"),
            InetAddress.ofLiteral("127.255.255.254"),
            InetAddress.ofLiteral("::1"));

    private final List<SocketAddress> seen = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> sockets;

    Listeners() throws IOException {
      this(0);
    }

    Listeners(int port) throws IOException {
      ServerSocket first = new ServerSocket(port, 0, ADDRESSES.getFirst());
      sockets =
          Stream.concat(
                  Stream.of(first),
                  ADDRESSES.stream().skip(1).map(one -> open(one, first.getLocalPort())))
              .toList();
      sockets.forEach(one -> Thread.ofVirtual().start(() -> listen(one)));
    }

    int port() {
      return sockets.getFirst().getLocalPort();
    }

    /// Everybody who has come. They are taken in turn, so this comes itself and waits until it is
    /// noticed.
    List<SocketAddress> visitors() throws IOException {
      List<SocketAddress> own = new ArrayList<>();
      for (ServerSocket socket : sockets) {
        try (Socket visit = new Socket(socket.getInetAddress(), port())) {
          own.add(visit.getLocalSocketAddress());
        }
      }
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(PATIENCE)
          .until(() -> seen.containsAll(own));
      return seen.stream().filter(one -> !own.contains(one)).toList();
    }

    private void listen(ServerSocket socket) {
      try {
        while (true) {
          try (Socket visitor = socket.accept()) {
            seen.add(visitor.getRemoteSocketAddress());
          }
        }
      } catch (IOException _) {
        // It was closed.
      }
    }

    private static ServerSocket open(InetAddress address, int port) {
      try {
        return new ServerSocket(port, 0, address);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
