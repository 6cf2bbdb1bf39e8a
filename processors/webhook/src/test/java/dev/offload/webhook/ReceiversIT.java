package dev.offload.webhook;

import static dev.offload.webhook.SomeWebhooks.OTHER_SECRET;
import static dev.offload.webhook.SomeWebhooks.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.testkit.TestConfig;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
  void receiverOfThePageAcceptsGenuineWebhooksOnce(ReceiverLanguage language) throws Exception {
    try (ReceiverProgram receiver = language.start(directory, SECRET)) {
      checkReceiver(receiver, SECRET, OTHER_SECRET);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PYTHON")
  void receiverWithAPublicKeyAcceptsGenuineWebhooksOnce(ReceiverLanguage language)
      throws Exception {
    Ed25519.Pair pair = Ed25519.freshPair();
    try (ReceiverProgram receiver = language.startWithKey(directory, pair.publicKey())) {
      checkReceiver(receiver, pair.privateKey(), Ed25519.freshPair().privateKey());
      SomeWebhooks webhooks = SomeWebhooks.to(receiver.url().toString());
      assertThat(send(webhooks.signed("tsk_both", Instant.now(), "{}", SECRET, pair.privateKey())))
          .isInstanceOf(Delivered.class);
      assertRefused("a secret", webhooks.signed("tsk_wrong", Instant.now(), "{}", SECRET));
    }
  }

  /// The page says that only the import differs.
  @Test
  void receiverWithSvixAcceptsGenuineWebhooksOnce() throws Exception {
    String program =
        ReceiverLanguage.JAVASCRIPT.snippet().replace("from \"standardwebhooks\"", "from \"svix\"");
    assertThat(program).contains("\"svix\"");
    try (ReceiverProgram receiver = ReceiverLanguage.JAVASCRIPT.start(directory, SECRET, program)) {
      checkReceiver(receiver, SECRET, OTHER_SECRET);
    }
  }

  private void checkReceiver(ReceiverProgram receiver, String secret, String other) {
    SomeWebhooks webhooks = SomeWebhooks.to(receiver.url().toString());
    Instant now = Instant.now();

    for (int i = 0; i < BODIES.size(); i++) {
      SignedWebhook genuine = webhooks.signed("tsk_" + i, now, BODIES.get(i), secret);
      assertThat(send(genuine)).as(BODIES.get(i)).isInstanceOf(Delivered.class);
      assertThat(send(genuine)).as("repeated").isInstanceOf(Delivered.class);
    }
    String rotated = "{\"type\":\"rotated\"}";
    assertThat(send(webhooks.signed("tsk_rotated", now, rotated, other, secret)))
        .isInstanceOf(Delivered.class);
    String slow = "{\"type\":\"slow\"}";
    assertThat(send(webhooks.signed("tsk_slow", now.minusSeconds(240), slow, secret)))
        .isInstanceOf(Delivered.class);

    for (WebhookFormat format : WebhookFormat.values()) {
      SignedWebhook formatted = webhooks.formatted("tsk_" + format, now, format, secret);
      assertThat(send(formatted)).as(format.name()).isInstanceOf(Delivered.class);
      assertThat(send(formatted)).as(format + " repeated").isInstanceOf(Delivered.class);
      assertRefused(
          format + " with another secret", webhooks.formatted("tsk_wrong", now, format, other));
    }

    String wrong = "{\"type\":\"wrong\"}";
    assertRefused("another secret", webhooks.signed("tsk_wrong", now, wrong, other));
    assertRefused("another body", webhooks.forged("tsk_wrong", now, wrong, secret));
    assertRefused("old", webhooks.signed("tsk_wrong", now.minusSeconds(360), wrong, secret));
    assertRefused("new", webhooks.signed("tsk_wrong", now.plusSeconds(360), wrong, secret));

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(receiver.printed()).contains("slow"));
    // A message to Slack is the only one without a type, and has blocks.
    assertThat(receiver.printed().lines().filter(ReceiversIT::isEvent))
        .hasSize(BODIES.size() + 2 + WebhookFormat.values().length - 1);
    assertThat(receiver.printed()).containsOnlyOnce("blocks");
    assertThat(receiver.printed()).doesNotContain("wrong");
  }

  private void assertRefused(String why, SignedWebhook webhook) {
    assertThat(send(webhook))
        .as(why)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.answer().status()).isEqualTo(401));
  }

  private DeliveryOutcome send(SignedWebhook webhook) {
    return SomeWebhooks.send(sender, "acme", webhook, TlsIdentity.NONE);
  }

  private static boolean isEvent(String line) {
    try {
      return Json.MAPPER.readTree(line).has("type");
    } catch (IOException _) {
      return false; // what the language itself prints
    }
  }
}
