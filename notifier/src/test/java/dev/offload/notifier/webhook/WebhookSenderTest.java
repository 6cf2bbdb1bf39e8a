package dev.offload.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.TestConfig;
import dev.offload.notifier.webhook.DeliveryOutcome.Busy;
import dev.offload.notifier.webhook.DeliveryOutcome.Delivered;
import dev.offload.notifier.webhook.DeliveryOutcome.Forbidden;
import dev.offload.notifier.webhook.DeliveryOutcome.Reason;
import dev.offload.notifier.webhook.DeliveryOutcome.Refused;
import dev.offload.notifier.webhook.DeliveryOutcome.Unreachable;
import dev.offload.schemas.json.Json;
import dev.offload.testkit.ReceivedRequest;
import dev.offload.testkit.SinkAnswer;
import dev.offload.testkit.WebhookSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anySuccessStatusIsDelivered(int status) {
    sink.willAnswer(SinkAnswer.status(status));

    assertThat(send(sink.url("/"), Map.of()))
        .isInstanceOfSatisfying(
            Delivered.class, delivered -> assertThat(delivered.status()).isEqualTo(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410, 429, 500, 502, 503, 504})
  void anyOtherStatusIsARefusal(int status) {
    sink.willAnswer(SinkAnswer.status(status));

    assertThat(send(sink.url("/"), Map.of())).isEqualTo(new Refused(status, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    sink.willAnswer(
        SinkAnswer.status(status).withHeader("Location", sink.url("/elsewhere").toString()));

    assertThat(send(sink.url("/"), Map.of())).isEqualTo(new Refused(status, Optional.empty()));
    assertThat(sink.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void overloadedReceiverSaysWhenToComeBack(int status) {
    sink.willAnswer(SinkAnswer.status(status).withRetryAfter(Duration.ofSeconds(30)));

    assertThat(send(sink.url("/"), Map.of()))
        .isEqualTo(new Refused(status, Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void retryAfterOfAnotherStatusIsIgnored() {
    sink.willAnswer(SinkAnswer.status(500).withRetryAfter(Duration.ofSeconds(30)));

    assertThat(send(sink.url("/"), Map.of())).isEqualTo(new Refused(500, Optional.empty()));
  }

  @Test
  void cookieOfAnAnswerIsNotSentBack() throws Exception {
    sink.willAnswer(SinkAnswer.status(204).withHeader("Set-Cookie", "a=b"));
    try (WebhookSender sender = sender(Map.of())) {
      sender.send(webhook(sink.url("/")));
      sender.send(webhook(sink.url("/")));
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
    try (RawServer server = RawServer.repeating("HTTP/1.1 200 OK\r\n", "X-More: 1\r\n")) {
      assertThat(send(server.url(), Map.of("offload.webhook.time-limit", "300ms")))
          .isEqualTo(new Unreachable(Reason.TIME_OUT));
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
  void answerThatIsNotHttpIsNone() throws Exception {
    try (RawServer server = RawServer.once("hello\r\n\r\n")) {
      assertThat(send(server.url(), Map.of())).isEqualTo(new Unreachable(Reason.BROKEN));
    }
  }

  @Test
  void connectionClosedWithoutAnAnswerIsNone() throws Exception {
    try (RawServer server = RawServer.once("")) {
      assertThat(send(server.url(), Map.of())).isEqualTo(new Unreachable(Reason.BROKEN));
    }
  }

  @Test
  void portWithoutAReceiverIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(send(URI.create("http://127.0.0.1:" + free + "/"), Map.of()))
        .isEqualTo(new Unreachable(Reason.NO_CONNECTION));
  }

  @Test
  void unknownNameIsUnreachable() {
    assertThat(send(URI.create("http://nowhere.example/"), Map.of()))
        .isEqualTo(new Unreachable(Reason.UNKNOWN_NAME));
  }

  @Test
  void receiverWithoutTlsIsUnreachableByHttps() throws Exception {
    try (RawServer server = RawServer.once("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      URI url = URI.create(server.url().toString().replace("http:", "https:"));

      assertThat(send(url, Map.of())).isEqualTo(new Unreachable(Reason.NO_TLS));
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
  void busyPoolIsToldApartFromABusyReceiver() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (RawServer server = RawServer.when(answer, "HTTP/1.1 204 No Content\r\n\r\n");
        WebhookSender sender =
            sender(
                Map.of(
                    "offload.webhook.connections", "1",
                    "offload.webhook.connect-timeout", "100ms"))) {
      CompletableFuture<DeliveryOutcome> first =
          CompletableFuture.supplyAsync(() -> sender.send(webhook(server.url())));
      server.awaitConnection();

      DeliveryOutcome second = sender.send(webhook(server.url()));
      answer.countDown();

      assertThat(second).isEqualTo(new Busy());
      assertThat(first).succeedsWithin(PATIENCE).isInstanceOf(Delivered.class);
    }
  }

  private DeliveryOutcome send(URI url, Map<String, String> settings) {
    try (WebhookSender sender = sender(settings)) {
      return sender.send(webhook(url));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private WebhookSender sender(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("offload.webhook.allowed-addresses", "127.0.0.0/8");
    all.putAll(settings);
    return new WebhookSender(
        TestConfig.of(WebhookConfig.class, all), names, InstantSource.system());
  }

  private static SignedWebhook webhook(URI url) {
    return SignedWebhook.sign(url, "tsk_1", Instant.now(), BODY, SECRET);
  }
}
