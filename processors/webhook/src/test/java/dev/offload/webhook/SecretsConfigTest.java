package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.offload.testkit.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsConfigTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void masterKeyMakesSecretsOfTheRightShape() {
    SecretsConfig config =
        TestConfig.of(SecretsConfig.class, Map.of("offload.secrets.master-key", KEY));

    assertThat(config.tenantSecrets().webhookSecret("acme")).matches("whsec_[A-Za-z0-9+/]{43}=");
  }

  @Test
  void masterKeyIsNeededFromTheStart() {
    assertThatException()
        .isThrownBy(() -> TestConfig.of(SecretsConfig.class, Map.of()))
        .withMessageContaining("offload.secrets.master-key");
  }

  @Test
  void shortMasterKeyIsRefusedWithoutBeingRepeated() {
    SecretsConfig config =
        TestConfig.of(SecretsConfig.class, Map.of("offload.secrets.master-key", "c2hvcnQ="));

    assertThatException()
        .isThrownBy(config::tenantSecrets)
        .withMessage("master key must have 32 bytes, was 5 bytes");
  }
}
