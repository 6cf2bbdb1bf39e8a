package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.address.ForwardProxy;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.SmallProxy;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.NoProxy;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deliveries through a real proxy.
class ForwardProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InMemoryDnsResolver names = new InMemoryDnsResolver();
  private SmallProxy proxy;
  private WebhookSink sink;

  @BeforeEach
  void open() throws IOException {
    proxy = SmallProxy.start();
    sink = WebhookSink.start();
    names.add("127.0.0.1", InetAddress.getLoopbackAddress());
    names.add("127.0.0.9", InetAddress.ofLiteral("127.0.0.9"));
    names.add("shop.example", InetAddress.getLoopbackAddress());
    names.add("shop.hooks.example", InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    sink.close();
  }

  @Test
  void proxyIsAskedForTheAddressAndTheReceiverGetsTheName() throws Exception {
    int port = sink.url("/").getPort();
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, "http://shop.example:%d/hook".formatted(port)))
          .isInstanceOf(Delivered.class);
      assertThat(send(sender, "http://shop.example:%d/again".formatted(port)))
          .isInstanceOf(Delivered.class);
    }

    ReceivedRequest request = sink.next(PATIENCE);
    assertThat(request.path()).isEqualTo("/hook");
    assertThat(request.header("host")).hasValue("shop.example:" + port);
    assertThat(request.header("proxy-authorization")).isEmpty();
    assertThat(proxy.heads())
        .as("one connection for both")
        .containsExactly(
            "CONNECT 127.0.0.1:%1$d HTTP/1.1\r\nHost: 127.0.0.1:%1$d\r\n\r\n".formatted(port));
  }

  @Test
  void credentialsAreForTheProxyOnly() throws Exception {
    try (WebhookSender sender =
        sender(Map.of("offload.webhook.proxy-credentials", "offload:pass:word"))) {
      assertThat(send(sender, sink.url("/").toString())).isInstanceOf(Delivered.class);
    }

    assertThat(proxy.heads())
        .singleElement()
        .asString()
        .contains("\r\nProxy-Authorization: Basic b2ZmbG9hZDpwYXNzOndvcmQ=\r\n");
    assertThat(sink.next(PATIENCE).header("proxy-authorization")).isEmpty();
  }

  @Test
  void tlsGoesThroughTheTunnelWithTheNameOfTheUrl() throws Exception {
    try (MutualTlsReceiver receiver = MutualTlsReceiver.start();
        WebhookSender sender = sender(Map.of())) {
      assertThat(
              SomeWebhooks.send(
                  sender,
                  "acme",
                  webhook("https://shop.hooks.example:%d/".formatted(receiver.port())),
                  MutualTlsTest.identity("client", "ca")))
          .isInstanceOf(Delivered.class);
      assertThat(receiver.clients()).containsExactly("O=Shop,CN=offload");
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + receiver.port());
    }
  }

  /// The receiver's address counts, and not that of the proxy.
  @Test
  void bodyOfAnAnswerIsKeptByTheAddressOfTheReceiver() throws Exception {
    try (WebhookSink receiver = WebhookSink.startOn(InetAddress.ofLiteral("127.0.0.9"));
        WebhookSender sender =
            new WebhookSender(
                config(Map.of()),
                names,
                SSLContexts.createDefault(),
                InstantSource.system(),
                InetAddress.ofLiteral("127.0.0.9")::equals)) {
      receiver.willAnswer(SinkAnswer.status(500).withBody("shown"));
      sink.willAnswer(SinkAnswer.status(500).withBody("hidden"));

      assertThat(bodyOf(send(sender, receiver.url("/").toString()))).isEqualTo("shown");
      assertThat(bodyOf(send(sender, sink.url("/").toString()))).isNull();
    }
  }

  private static String bodyOf(DeliveryOutcome outcome) {
    return ((Refused) outcome).answer().body();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 404, 405, 429, 499})
  void refusalOfTheProxyIsNotAMissingReceiver(int status) throws Exception {
    proxy.willAnswer("HTTP/1.1 %d No\r\n\r\n".formatted(status));
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString())).isEqualTo(new RefusedByProxy(status));
      assertThat(
              sender.untilRoom(
                  "acme", Addressee.of("acme", OutsideUrl.of(sink.url("/").toString()))))
          .as("it may let others through")
          .isEmpty();
    }
    assertThat(sink.received()).isEmpty();
  }

  /// Such as one that has no IPv6.
  @Test
  void nextAddressOfAReceiverIsTriedWhenTheProxyRefusesOne() throws Exception {
    names.add("two.example", InetAddress.ofLiteral("127.0.0.9"), InetAddress.getLoopbackAddress());
    proxy.willRefuse("127.0.0.9");
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, "http://two.example:%d/".formatted(sink.url("/").getPort())))
          .isInstanceOf(Delivered.class);
    }
    assertThat(proxy.targets()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void proxyReportsAReceiverThatIsNotThere(int status) throws Exception {
    proxy.willAnswer("HTTP/1.1 %d No\r\n\r\n".formatted(status));
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString()))
          .isEqualTo(new Unreachable(Reason.NO_CONNECTION));
    }
  }

  @Test
  void proxyReportsAReceiverThatIsSilent() throws Exception {
    proxy.willAnswer("HTTP/1.1 504 Gateway Timeout\r\n\r\n");
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString()))
          .isEqualTo(new Unreachable(Reason.CONNECT_TIME_OUT));
    }
    assertThat(sink.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n"
      })
  void brokenProxyCostsNoAttempt(String answer) throws Exception {
    proxy.willAnswer(answer);
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString())).isInstanceOf(NoProxy.class);
    }
  }

  /// It may be waiting for the receiver, and must not hold up a delivery for ever.
  @Test
  void silentProxyCountsAsASilentReceiver() throws Exception {
    proxy.willKeepSilent();
    try (WebhookSender sender = sender(Map.of("offload.webhook.connect-timeout", "200ms"))) {
      assertThat(send(sender, sink.url("/").toString()))
          .isEqualTo(new Unreachable(Reason.CONNECT_TIME_OUT));
      assertThat(
              sender.untilRoom(
                  "acme", Addressee.of("acme", OutsideUrl.of(sink.url("/").toString()))))
          .as("the proxy is not left alone for that")
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 503 Serv"})
  void closedProxyConnectionCountsAsAMissingReceiver(String answer) throws Exception {
    proxy.willAnswer(answer);
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString()))
          .isEqualTo(new Unreachable(Reason.NO_CONNECTION));
    }
  }

  @Test
  void brokenProxyIsNotUsedForAWhile() throws Exception {
    proxy.willAnswer("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    try (WebhookSender sender = sender(Map.of())) {
      assertThat(send(sender, sink.url("/").toString())).isInstanceOf(NoProxy.class);
      assertThat(
              sender.untilRoom(
                  "shop", Addressee.of("shop", OutsideUrl.of("https://other.example/"))))
          .isPresent();
    }
  }

  @Test
  void missingProxyCostsNoAttempt() throws Exception {
    String url = proxy.url();
    proxy.close();
    for (String gone : List.of(url, "http://no-such-host.invalid:3128")) {
      try (WebhookSender sender = sender(Map.of("offload.webhook.proxy", gone))) {
        assertThat(send(sender, sink.url("/").toString())).isInstanceOf(NoProxy.class);
      }
    }
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void proxyIsReadFromTheConfiguration() {
    assertThat(ForwardProxy.parse("http://proxy.internal:3128"))
        .isEqualTo(new ForwardProxy("proxy.internal", 3128, Optional.empty()));
    assertThat(ForwardProxy.parse("http://[::1]:8080/"))
        .isEqualTo(new ForwardProxy("::1", 8080, Optional.empty()));
    assertThat(ForwardProxy.parse("http://p:1").with(Optional.of("a:b")).toString())
        .doesNotContain("Basic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.internal:3128",
        "https://proxy.internal:3128",
        "socks5://proxy.internal:1080",
        "http://proxy.internal",
        "http://a:b@proxy.internal:3128",
        "http://proxy.internal:3128/path",
        "http://proxy.internal:3128?x",
        "http://proxy.internal:0",
        "http://proxy internal:3128",
        "none"
      })
  void otherProxiesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardProxy.parse(text))
        .withMessageContaining("http://, a host, a colon and a port");
  }

  private DeliveryOutcome send(WebhookSender sender, String url) {
    return SomeWebhooks.send(sender, "acme", webhook(url), TlsIdentity.NONE);
  }

  private static SignedWebhook webhook(String url) {
    return SomeWebhooks.to(url).signed("tsk_1", Instant.now(), "{}", SomeWebhooks.SECRET);
  }

  private WebhookSender sender(Map<String, String> settings) {
    return new WebhookSender(
        config(settings), names, SSLContexts.createDefault(), InstantSource.system());
  }

  private WebhookConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("offload.webhook.allowed-addresses", "127.0.0.0/8");
    all.put("offload.webhook.proxy", proxy.url());
    all.putAll(settings);
    return TestConfig.of(WebhookConfig.class, all);
  }
}
