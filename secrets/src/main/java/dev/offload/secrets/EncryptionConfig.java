package dev.offload.secrets;

import io.smallrye.config.ConfigMapping;
import java.util.List;

/// The keys that encrypt secrets before they are stored. These settings are the same for every
/// service of one installation.
@ConfigMapping(prefix = "offload.secrets")
public interface EncryptionConfig {

  /// The keys that encrypt what is stored, such as the secrets of endpoints. Each is an id, a
  /// colon and 32 random bytes in base64. The first one encrypts, and all can decrypt.
  List<String> keys();

  default Encrypter encrypter() {
    return new Encrypter(keys());
  }
}
