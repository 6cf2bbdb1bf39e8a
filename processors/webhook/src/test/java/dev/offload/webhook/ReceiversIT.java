package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.testkit.TestConfig;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.SignedWebhook.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real deliveries to the receivers of docs/how-to/receive-webhooks.md. Among the libraries that
/// verify them are `com.standardwebhooks:standardwebhooks`, npm's `standardwebhooks` and npm's
/// `svix`.
class ReceiversIT {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Bodies of all kinds of events, and texts that are not ASCII.
  private static final List<String> BODIES =
      Stream.of(
              "task.succeeded",
              "task.failed",
              "task.cancelled",
              "task.expired",
              "group.succeeded",
              "endpoint.test",
              "ünïcödé \uD83D\uDE00 \u2028 \\u0000")
          .map(type -> "{\"type\":\"%s\",\"data\":{\"id\":\"tsk_1\",\"a\": 1.0}}".formatted(type))
          .toList();

  @TempDir Path directory;

  private final WebhookSender sender =
      new WebhookSender(
          TestConfig.of(
              WebhookConfig.class, Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8")),
          SystemDefaultDnsResolver.INSTANCE,
          SSLContexts.createDefault(),
          InstantSource.system());

  @AfterEach
  void close() throws IOException {
    sender.close();
  }

  @ParameterizedTest
  @EnumSource(ReceiverLanguage.class)
  void receiverOfThePageTakesWhatIsGenuineOnceAndNothingElse(ReceiverLanguage language)
      throws Exception {
    try (ReceiverProgram receiver = language.start(directory, SECRET)) {
      checkReceiver(receiver);
    }
  }

  /// The page says that only the import differs.
  @Test
  void receiverWithSvixTakesWhatIsGenuineOnceAndNothingElse() throws Exception {
    String program =
        ReceiverLanguage.JAVASCRIPT.snippet().replace("from \"standardwebhooks\"", "from \"svix\"");
    assertThat(program).contains("\"svix\"");
    try (ReceiverProgram receiver = ReceiverLanguage.JAVASCRIPT.start(directory, SECRET, program)) {
      checkReceiver(receiver);
    }
  }

  private void checkReceiver(ReceiverProgram receiver) {
    URI url = receiver.url();
    Instant now = Instant.now();

    for (int i = 0; i < BODIES.size(); i++) {
      Message message = new Message("tsk_" + i, now, BODIES.get(i));
      assertThat(send(url, message, SECRET)).as(message.body()).isInstanceOf(Delivered.class);
      assertThat(send(url, message, SECRET)).as("repeated").isInstanceOf(Delivered.class);
    }
    Message rotated = new Message("tsk_rotated", now, "{\"type\":\"after.rotation\"}");
    assertThat(send(url, rotated, OTHER_SECRET, SECRET)).isInstanceOf(Delivered.class);
    Message nearlyOld = new Message("tsk_nearly", now.minusSeconds(240), "{\"type\":\"nearly\"}");
    assertThat(send(url, nearlyOld, SECRET)).isInstanceOf(Delivered.class);

    Refused refused = new Refused(401, Optional.empty());
    Message forged = new Message("tsk_forged", now, "{\"type\":\"forged\"}");
    assertThat(send(url, forged, OTHER_SECRET)).isEqualTo(refused);
    SignedWebhook genuine = signed(url, forged, SECRET);
    assertThat(
            sender.send(
                "acme", new SignedWebhook(genuine.url(), "{\"type\": 2}", genuine.headers())))
        .as("another body")
        .isEqualTo(refused);
    for (int seconds : List.of(-360, 360)) {
      Message stale = new Message("tsk_stale", now.plusSeconds(seconds), "{\"type\":\"stale\"}");
      assertThat(send(url, stale, SECRET)).as("%d s off", seconds).isEqualTo(refused);
    }

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(receiver.printed()).contains("nearly"));
    List<String> printed = receiver.printed().lines().filter(line -> isEvent(line)).toList();
    assertThat(printed).hasSize(BODIES.size() + 2);
    assertThat(receiver.printed()).doesNotContain("forged").doesNotContain("stale");
  }

  private static boolean isEvent(String line) {
    try {
      return Json.MAPPER.readTree(line).has("type");
    } catch (IOException _) {
      return false; // what the language itself prints
    }
  }

  private DeliveryOutcome send(URI url, Message message, String... secrets) {
    return sender.send("acme", signed(url, message, secrets));
  }

  private static SignedWebhook signed(URI url, Message message, String... secrets) {
    return SignedWebhook.sign(WebhookUrl.of(url.toString()), Map.of(), message, List.of(secrets));
  }
}
