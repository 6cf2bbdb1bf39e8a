package dev.offload.webhook;

import dev.offload.secrets.TenantSecrets;
import io.smallrye.config.ConfigMapping;

/// The key from which other secrets are derived. It has to be the same for every service of an
/// installation, like the keys of [dev.offload.secrets.EncryptionConfig].
@ConfigMapping(prefix = "offload.secrets")
public interface SecretsConfig {
  /// 32 random bytes in base64, from which each tenant's default webhook secret is derived.
  String masterKey();

  default TenantSecrets tenantSecrets() {
    return new TenantSecrets(masterKey());
  }
}
