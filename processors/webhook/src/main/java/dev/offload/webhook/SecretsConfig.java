package dev.offload.webhook;

import dev.offload.schemas.config.Sealer;
import dev.offload.schemas.config.TenantSecrets;
import io.smallrye.config.ConfigMapping;
import java.util.List;

/// Where secrets come from. These settings are the same for every service of one installation.
@ConfigMapping(prefix = "offload.secrets")
public interface SecretsConfig {
  /// 32 random bytes in base64, from which each tenant's default webhook secret is derived.
  String masterKey();

  /// The keys that seal what is stored, such as the secrets of endpoints. Each is an id, a
  /// colon and 32 random bytes in base64. The first one seals, and all can open.
  List<String> keys();

  default TenantSecrets tenantSecrets() {
    return new TenantSecrets(masterKey());
  }

  default Sealer sealer() {
    return new Sealer(keys());
  }
}
