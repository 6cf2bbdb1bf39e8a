package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.TestConfig;
import dev.offload.testkit.WebhookSink;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.DeliveryOutcome.Untried;
import dev.offload.webhook.SignedWebhook.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{\"type\":\"task.succeeded\",\"data\":\"é\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InMemoryDnsResolver names = new InMemoryDnsResolver();
  private WebhookSink sink;

  @BeforeEach
  void open() throws IOException {
    sink = WebhookSink.start();
    names.add("127.0.0.1", InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void receiverGetsASignedPostItCanVerify() throws Exception {
    DeliveryOutcome outcome = send(sink.url("/hook?a=b"), Map.of());

    assertThat(outcome).isInstanceOf(Delivered.class);
    ReceivedRequest request = sink.next(PATIENCE);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook?a=b");
    assertThat(request.body()).isEqualTo(BODY);
    assertThat(request.header("webhook-id")).hasValue("tsk_1");
    assertThat(request.header("user-agent")).hasValue("Offload-Webhooks/1 (+https://offload.dev)");
    assertThat(request.header("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(request.headers())
        .containsOnlyKeys(
            "host",
            "connection",
            "content-type",
            "content-length",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");
    assertThat(Verification.verified(SECRET, request.body(), request.headers()))
        .isEqualTo(Json.MAPPER.readTree(BODY));
  }

  @Test
  void everyFormatIsSignedAlikeAndSaysWhatItIs() throws Exception {
    Formats formats = new Formats(URI.create("/offload/default"), Optional.empty());
    JsonNode event = Json.MAPPER.readTree(BODY);
    for (WebhookFormat format : WebhookFormat.values()) {
      Content content = formats.write(format, "tsk_1", event);
      try (WebhookSender sender = sender(Map.of())) {
        SomeWebhooks.send(
            sender,
            "acme",
            SignedWebhook.sign(
                OutsideUrl.of(sink.url("/").toString()),
                Map.of(),
                new Message("tsk_1", Instant.now(), content),
                List.of(SECRET)),
            TlsIdentity.NONE);
      }

      ReceivedRequest request = sink.next(PATIENCE);
      assertThat(request.header("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith(content.type()));
      assertThat(Verification.verified(SECRET, request.body(), request.headers()))
          .isEqualTo(Json.MAPPER.readTree(content.body()));
      content.headers().forEach((name, value) -> assertThat(request.header(name)).hasValue(value));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anySuccessStatusIsDelivered(int status) {
    sink.willAnswer(SinkAnswer.status(status));

    assertThat(send(sink.url("/"), Map.of()))
        .isInstanceOfSatisfying(
            Delivered.class,
            delivered -> assertThat(delivered.answer().status()).isEqualTo(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410, 429, 500, 502, 503, 504})
  void anyOtherStatusIsARefusal(int status) {
    sink.willAnswer(SinkAnswer.status(status));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(Answer.of(status), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    sink.willAnswer(
        SinkAnswer.status(status).withHeader("Location", sink.url("/elsewhere").toString()));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(Answer.of(status), Optional.empty()));
    assertThat(sink.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void retryAfterOfAnOverloadedReceiverIsKept(int status) {
    sink.willAnswer(SinkAnswer.status(status).withRetryAfter(Duration.ofSeconds(30)));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(Answer.of(status), Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void retryAfterOfAnotherStatusIsIgnored() {
    sink.willAnswer(SinkAnswer.status(500).withRetryAfter(Duration.ofSeconds(30)));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(Answer.of(500), Optional.empty()));
  }

  @Test
  void bodyOfAnAnswerIsKeptUpToItsBoundIfTheReceiverIsPublic() throws Exception {
    String body = "é".repeat(4096);
    sink.willAnswer(SinkAnswer.status(500).withBody(body));

    assertThat(sendToPublic())
        .isEqualTo(new Refused(new Answer(500, "é".repeat(2048)), Optional.empty()));
    sink.willAnswer(SinkAnswer.status(200).withBody("thanks"));
    assertThat(sendToPublic())
        .isInstanceOfSatisfying(
            Delivered.class,
            delivered -> assertThat(delivered.answer()).isEqualTo(new Answer(200, "thanks")));
    sink.willAnswer(SinkAnswer.status(204));
    assertThat(sendToPublic())
        .isInstanceOfSatisfying(
            Delivered.class, delivered -> assertThat(delivered.answer()).isEqualTo(Answer.of(204)));
  }

  @Test
  void bodyOfAnAnswerFromAnAllowedAddressIsNotKept() {
    sink.willAnswer(SinkAnswer.status(500).withBody("the password of the database"));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(Answer.of(500), Optional.empty()));
  }

  /// Sends to an address that counts as public.
  private DeliveryOutcome sendToPublic() throws IOException {
    try (WebhookSender sender =
        new WebhookSender(
            config(Map.of()),
            names,
            SSLContexts.createDefault(),
            InstantSource.system(),
            _ -> true)) {
      return SomeWebhooks.send(sender, "acme", webhook(sink.url("/")), TlsIdentity.NONE);
    }
  }

  @Test
  void cookieOfAnAnswerIsNotSentBack() throws Exception {
    sink.willAnswer(SinkAnswer.status(204).withHeader("Set-Cookie", "a=b"));
    try (WebhookSender sender = sender(Map.of())) {
      SomeWebhooks.send(sender, "acme", webhook(sink.url("/")), TlsIdentity.NONE);
      SomeWebhooks.send(sender, "acme", webhook(sink.url("/")), TlsIdentity.NONE);
    }

    assertThat(sink.received())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.header("cookie")).isEmpty());
  }

  @Test
  void receiverThatNeverAnswersIsGivenUp() {
    sink.willAnswer(SinkAnswer.status(204).after(Duration.ofMinutes(1)));

    assertThat(send(sink.url("/"), Map.of("offload.webhook.time-limit", "200ms")))
        .isEqualTo(new Unreachable(Reason.TIME_OUT));
  }

  @Test
  void receiverThatAnswersByteByByteIsGivenUp() throws Exception {
    try (RawServer server = RawServer.repeating("HTTP/1.1 200 OK\r\nX-More: ", "x")) {
      assertThat(send(server.url(), Map.of("offload.webhook.time-limit", "300ms")))
          .isEqualTo(new Unreachable(Reason.TIME_OUT));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, '\r\nX-More: 1'",
    "HTTP/1.1 200 , OK",
    "'HTTP/1.1 200 OK\r\nX: ', x"
  })
  void endlessHeadIsNotRead(String begin, String more) throws Exception {
    try (RawServer server = RawServer.repeating(begin, more.repeat(1000))) {
      assertThat(send(server.url(), Map.of())).isEqualTo(new Unreachable(Reason.BROKEN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;", "0\r\nX-More: "})
  void endlessLineAmidABodyIsNotRead(String line) throws Exception {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (RawServer server = RawServer.repeating(head + line, "x".repeat(1000))) {
      assertThat(send(server.url(), Map.of())).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void endlessBodyIsNotRead() throws Exception {
    try (RawServer server =
        RawServer.repeating(
            "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", "x".repeat(1000))) {
      assertThat(send(server.url(), Map.of())).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void answerThatIsNotHttpDoesNotCount() throws Exception {
    try (RawServer server = RawServer.once("hello\r\n\r\n")) {
      assertThat(send(server.url(), Map.of())).isEqualTo(new Unreachable(Reason.BROKEN));
    }
  }

  @Test
  void receiverThatClosesWithoutAnAnswerIsUnreachable() throws Exception {
    try (RawServer server = RawServer.once("")) {
      assertThat(send(server.url(), Map.of())).isEqualTo(new Unreachable(Reason.BROKEN));
    }
  }

  @Test
  void portWithoutAReceiverIsUnreachable() throws Exception {
    // Nobody else can get a port that is bound, and nobody listens there.
    try (Socket silent = new Socket()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      assertThat(send(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), Map.of()))
          .isEqualTo(new Unreachable(Reason.NO_CONNECTION));
    }
  }

  @Test
  void unknownNameIsUnreachable() {
    assertThat(send(URI.create("http://nowhere.example/"), Map.of()))
        .isEqualTo(new Unreachable(Reason.UNKNOWN_NAME));
  }

  @Test
  void receiverWithoutTlsIsUnreachableByHttps() throws Exception {
    try (RawServer server = RawServer.once("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(send(https(server), Map.of())).isEqualTo(new Unreachable(Reason.NO_TLS));
    }
  }

  @Test
  void forbiddenAddressIsNotConnectedTo() throws Exception {
    names.add("inside.example", InetAddress.getLoopbackAddress());
    URI url = URI.create("http://inside.example:" + sink.url("/").getPort() + "/");

    DeliveryOutcome byName = send(url, Map.of("offload.webhook.allowed-addresses", "::1"));
    DeliveryOutcome byAddress =
        send(sink.url("/"), Map.of("offload.webhook.allowed-addresses", "::1"));

    assertThat(byName).isInstanceOf(Forbidden.class).isEqualTo(byAddress);
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void connectionsToAnAddressAreLimitedPerTenant() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    names.add("other.example", InetAddress.getLoopbackAddress());
    try (RawServer server = RawServer.when(answer, "HTTP/1.1 204 No Content\r\n\r\n");
        WebhookSender sender = sender(Map.of("offload.webhook.connections-per-receiver", "1"))) {
      CompletableFuture<DeliveryOutcome> first =
          CompletableFuture.supplyAsync(
              () -> SomeWebhooks.send(sender, "acme", webhook(server.url()), TlsIdentity.NONE));
      server.awaitConnection();

      OutsideUrl other = OutsideUrl.of("http://other.example:1/");
      Optional<Untried> untilLookedUp = sender.untilRoom("acme", Addressee.of("acme", other));
      DeliveryOutcome second =
          SomeWebhooks.send(
              sender, "acme", webhook("http://other.example:1/", BODY), TlsIdentity.NONE);
      Optional<Untried> untilRoom = sender.untilRoom("acme", Addressee.of("acme", other));
      DeliveryOutcome ofAnother =
          SomeWebhooks.send(sender, "other", webhook(sink.url("/")), TlsIdentity.NONE);
      answer.countDown();

      assertThat(second).isInstanceOf(Busy.class);
      assertThat(untilLookedUp).isEmpty();
      assertThat(untilRoom).isPresent();
      assertThat(ofAnother).isInstanceOf(Delivered.class);
      assertThat(first).succeedsWithin(PATIENCE).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void receiverThatTakesNoConnectionIsGivenUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(List.of(first, second)).allMatch(Socket::isConnected);
      URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");

      assertThat(send(url, Map.of("offload.webhook.connect-timeout", "200ms")))
          .isEqualTo(new Unreachable(Reason.CONNECT_TIME_OUT));
    }
  }

  @Test
  void silenceInTheTlsHandshakeIsATimeOut() throws Exception {
    try (RawServer server = RawServer.when(new CountDownLatch(1), "")) {
      assertThat(send(https(server), Map.of("offload.webhook.time-limit", "300ms")))
          .isEqualTo(new Unreachable(Reason.TIME_OUT));
    }
  }

  @Test
  void endlessTlsHandshakeIsATimeOut() throws Exception {
    // The head of a handshake record of 16,000 bytes, and then zeros.
    try (RawServer server = RawServer.repeating("\u0016\u0003\u0003>\u0000", "\u0000")) {
      assertThat(send(https(server), Map.of("offload.webhook.time-limit", "300ms")))
          .isEqualTo(new Unreachable(Reason.TIME_OUT));
    }
  }

  @Test
  void receiverThatReadsNothingIsGivenUp() throws Exception {
    try (RawServer server = RawServer.when(new CountDownLatch(1), "");
        WebhookSender sender = sender(Map.of("offload.webhook.time-limit", "300ms"))) {
      String longBody = "x".repeat(16 << 20);

      assertThat(
              SomeWebhooks.send(
                  sender, "acme", webhook(server.url().toString(), longBody), TlsIdentity.NONE))
          .isEqualTo(new Unreachable(Reason.TIME_OUT));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://my_shop:PORT/hook, my_shop, my_shop, /hook",
    "http://M\u00fcnchen.example:PORT/caf\u00e9?a=\u00e9, xn--mnchen-3ya.example,"
        + " xn--mnchen-3ya.example, /caf%C3%A9?a=%C3%A9",
    "http://example.com.:PORT, example.com., example.com, /",
    "http://[2001:DB8::1]:PORT/a/../b?x[]=1, 2001:db8::1, [2001:db8::1], /a/../b?x%5B%5D=1",
    "http://shop.example:PORT?q=//x, shop.example, shop.example, /?q=//x",
  })
  void acceptedUrlLeadsToItsHostAndPath(String url, String name, String host, String path)
      throws Exception {
    String port = Integer.toString(sink.url("/").getPort());
    names.add(name, InetAddress.getLoopbackAddress());

    try (WebhookSender sender = sender(Map.of())) {
      assertThat(
              SomeWebhooks.send(
                  sender, "acme", webhook(url.replace("PORT", port), BODY), TlsIdentity.NONE))
          .isInstanceOf(Delivered.class);
    }

    ReceivedRequest request = sink.next(PATIENCE);
    assertThat(request.path()).isEqualTo(path);
    assertThat(request.header("host")).hasValue(host + ":" + port);
  }

  @Test
  void certificateHasToBeForTheNameInTheUrl() throws Exception {
    names.add("shop.hooks.example", InetAddress.getLoopbackAddress());
    names.add("shop.others.example", InetAddress.getLoopbackAddress());
    try (TlsReceiver receiver = TlsReceiver.start();
        WebhookSender sender =
            new WebhookSender(
                config(Map.of()), names, TlsReceiver.context(), InstantSource.system())) {
      String right = "https://shop.hooks.example:%d/".formatted(receiver.port());
      String wrong = "https://shop.others.example:%d/".formatted(receiver.port());

      assertThat(SomeWebhooks.send(sender, "acme", webhook(right, BODY), TlsIdentity.NONE))
          .isInstanceOf(Delivered.class);
      assertThat(receiver.namesAskedFor()).containsExactly("shop.hooks.example");
      assertThat(SomeWebhooks.send(sender, "acme", webhook(wrong, BODY), TlsIdentity.NONE))
          .isEqualTo(new Unreachable(Reason.NO_TLS));
    }
  }

  /// The JDK's own TLS takes no such name, neither as a client nor as a server.
  @Test
  void nameWithAnUnderscoreIsSentInTheTlsHandshake() throws Exception {
    names.add("my_shop.hooks.example", InetAddress.getLoopbackAddress());
    try (RawServer server = RawServer.once("no TLS here");
        WebhookSender sender = sender(Map.of())) {
      String url = "https://my_shop.hooks.example:%d/".formatted(server.url().getPort());

      assertThat(SomeWebhooks.send(sender, "acme", webhook(url, BODY), TlsIdentity.NONE))
          .isEqualTo(new Unreachable(Reason.NO_TLS));
      assertThat(server.read()).contains("my_shop.hooks.example");
    }
  }

  /// Records of TLS with one fatal alert each (RFC 8446, section 6).
  @ParameterizedTest
  @CsvSource({
    "40, TLS_REFUSED",
    "80, TLS_REFUSED",
    "42, CERTIFICATE_REFUSED",
    "46, CERTIFICATE_REFUSED",
    "48, CERTIFICATE_REFUSED",
    "116, CERTIFICATE_REFUSED",
  })
  void refusalOfTlsIsReported(int alert, Reason reason) throws Exception {
    String written = "\u0015\u0003\u0003\0\2\2" + (char) alert;
    try (RawServer server = RawServer.once(written)) {
      assertThat(send(https(server), Map.of())).isEqualTo(new Unreachable(reason));
    }
  }

  @Test
  void closedTlsConnectionIsNotReportedAsARefusal() throws Exception {
    try (TlsReceiver receiver = TlsReceiver.closing();
        WebhookSender sender =
            new WebhookSender(
                config(Map.of()), names, TlsReceiver.context(), InstantSource.system())) {
      names.add("shop.hooks.example", InetAddress.getLoopbackAddress());
      String url = "https://shop.hooks.example:%d/".formatted(receiver.port());

      assertThat(SomeWebhooks.send(sender, "acme", webhook(url, BODY), TlsIdentity.NONE))
          .isEqualTo(new Unreachable(Reason.BROKEN));
      assertThat(receiver.namesAskedFor()).hasSize(1);
    }
  }

  private static URI https(RawServer server) {
    return URI.create(server.url().toString().replace("http:", "https:"));
  }

  private DeliveryOutcome send(URI url, Map<String, String> settings) {
    try (WebhookSender sender = sender(settings)) {
      return SomeWebhooks.send(sender, "acme", webhook(url), TlsIdentity.NONE);
    }
  }

  private WebhookSender sender(Map<String, String> settings) {
    return new WebhookSender(
        config(settings), names, SSLContexts.createDefault(), InstantSource.system());
  }

  private static WebhookConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("offload.webhook.allowed-addresses", "127.0.0.0/8");
    all.putAll(settings);
    return TestConfig.of(WebhookConfig.class, all);
  }

  private static SignedWebhook webhook(URI url) {
    return webhook(url.toString(), BODY);
  }

  private static SignedWebhook webhook(String url, String body) {
    return SignedWebhook.sign(
        OutsideUrl.of(url),
        Map.of(),
        new Message("tsk_1", Instant.now(), Content.json(body)),
        List.of(SECRET));
  }
}
