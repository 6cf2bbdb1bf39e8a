package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// A pair of keys of Ed25519 (RFC 8032) with which webhooks are signed, as Standard Webhooks writes
/// them: a prefix and the base64 of 32 bytes.
///
/// @param publicKey `whpk_…`, for whoever checks signatures
/// @param privateKey `whsk_…`
public record SigningKey(String publicKey, Encrypted privateKey) {
  public SigningKey {
    Require.text(publicKey, "publicKey");
    Require.present(privateKey, "privateKey");
  }
}
