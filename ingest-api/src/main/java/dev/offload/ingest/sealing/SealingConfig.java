package dev.offload.ingest.sealing;

import dev.offload.schemas.config.Sealer;
import io.smallrye.config.ConfigMapping;
import java.util.List;

/// The keys that encrypt secrets before they are stored. These settings are the same for every
/// service of one installation.
@ConfigMapping(prefix = "offload.secrets")
public interface SealingConfig {

  /// The keys that seal what is stored, such as the secrets of endpoints. Each is an id, a
  /// colon and 32 random bytes in base64. The first one seals, and all can open.
  List<String> keys();

  default Sealer sealer() {
    return new Sealer(keys());
  }
}
