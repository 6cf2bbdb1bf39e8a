package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.webhook.SignedWebhook.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedWebhookTest {
  private static final Message MESSAGE =
      new Message(
          "msg_p5jXN8AQM9LWM0D4loKWxJek",
          Instant.ofEpochSecond(1614265330),
          Content.json("{\"test\": 2432232314}"));

  /// The test vector of the Standard Webhooks specification.
  @Test
  void signatureIsThatOfTheSpecification() {
    SignedWebhook signed =
        SignedWebhook.sign(
            WebhookUrl.of("https://example.com/hook"),
            Map.of(),
            MESSAGE,
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    assertThat(signed.headers())
        .isEqualTo(
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void eachSecretSignsAndOtherHeadersAreSentBesides() {
    SignedWebhook signed =
        SignedWebhook.sign(
            WebhookUrl.of("https://example.com/hook"),
            Map.of("X-Shop", "7", "webhook-id", "another"),
            MESSAGE,
            List.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"));

    assertThat(signed.headers())
        .containsEntry("X-Shop", "7")
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .hasEntrySatisfying(
            "webhook-signature",
            signatures ->
                assertThat(signatures)
                    .matches("v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,[^ ]{44}"));
  }
}
