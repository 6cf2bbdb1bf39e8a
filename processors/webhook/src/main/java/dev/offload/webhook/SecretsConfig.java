package dev.offload.webhook;

import dev.offload.secrets.EncryptionConfig;
import dev.offload.secrets.TenantSecrets;
import io.smallrye.config.ConfigMapping;

/// Where secrets come from. These settings are the same for every service of one installation.
@ConfigMapping(prefix = "offload.secrets")
public interface SecretsConfig extends EncryptionConfig {
  /// 32 random bytes in base64, from which each tenant's default webhook secret is derived.
  String masterKey();

  default TenantSecrets tenantSecrets() {
    return new TenantSecrets(masterKey());
  }
}
