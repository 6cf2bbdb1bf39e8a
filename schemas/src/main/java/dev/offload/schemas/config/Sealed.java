package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// A text that only a [Sealer] with the right key can read.
///
/// @param key the id of the key that sealed it
/// @param bytes base64 of the nonce and of the sealed text with its tag
public record Sealed(String key, String bytes) {
  public Sealed {
    Require.text(key, "key");
    Require.text(bytes, "bytes");
  }
}
