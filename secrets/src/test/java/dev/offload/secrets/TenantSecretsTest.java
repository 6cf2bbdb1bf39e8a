package dev.offload.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class TenantSecretsTest {
  private static final String MASTER = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void secretOfATenantNeverChanges() {
    // HMAC-SHA256 of "webhook-default-secret/acme" with a key of 32 zero bytes, from another
    // implementation.
    assertThat(new TenantSecrets(MASTER).webhookSecret("acme"))
        .isEqualTo("whsec_NYLTRnou5wpBip50AuezkF/UiYQJC1jY48ve0qmlFrw=");
  }

  @Test
  void tenantsHaveDifferentSecrets() {
    TenantSecrets secrets = new TenantSecrets(MASTER);

    assertThat(secrets.webhookSecret("acme")).isNotEqualTo(secrets.webhookSecret("acmf"));
  }

  @Test
  void masterKeyOfAnotherLengthIsRefused() {
    String short16 = Base64.getEncoder().encodeToString(new byte[16]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TenantSecrets(short16))
        .withMessageContaining("32 bytes");
  }
}
