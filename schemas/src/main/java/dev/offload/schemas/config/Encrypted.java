package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// A text that only the services with the right key can read.
///
/// @param key the id of the key that encrypted it
/// @param bytes base64 of the nonce and of the encrypted text with its tag
public record Encrypted(String key, String bytes) {
  public Encrypted {
    Require.text(key, "key");
    Require.text(bytes, "bytes");
  }
}
