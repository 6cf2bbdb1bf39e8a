package dev.offload.webhook;

import dev.offload.secrets.TenantSecrets;
import io.smallrye.config.ConfigMapping;

/// Where secrets come from that are made from others. It is the same for every service of one
/// installation, as the keys of [dev.offload.secrets.EncryptionConfig] beside it are.
@ConfigMapping(prefix = "offload.secrets")
public interface SecretsConfig {
  /// 32 random bytes in base64, from which each tenant's default webhook secret is derived.
  String masterKey();

  default TenantSecrets tenantSecrets() {
    return new TenantSecrets(masterKey());
  }
}
