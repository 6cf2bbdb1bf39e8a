package dev.offload.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSecretTest {
  /// The test vector of the Standard Webhooks specification.
  @Test
  void signatureIsThatOfTheSpecification() {
    WebhookSecret secret = WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @CsvSource({
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, must begin with whsec_",
    "whsec-MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, must begin with whsec_",
    "whsec_, must have something after whsec_",
    "whsec_not base64!, must be base64 after whsec_",
  })
  void otherTextIsRefusedWithoutBeingRepeated(String text, String rule) {
    assertThatIllegalArgumentException().isThrownBy(() -> WebhookSecret.of(text)).withMessage(rule);
  }

  @Test
  void freshSecretCanBeGivenAgain() {
    WebhookSecret fresh = WebhookSecret.fresh(new SecureRandom());

    assertThat(WebhookSecret.of(fresh.reveal()).reveal()).isEqualTo(fresh.reveal());
    assertThat(fresh.toString()).doesNotContain(fresh.reveal());
  }
}
