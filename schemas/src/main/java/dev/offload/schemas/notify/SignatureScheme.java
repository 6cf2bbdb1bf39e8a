package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How webhooks to an endpoint are signed, by its name in Standard Webhooks.
public enum SignatureScheme {
  /// HMAC-SHA256, with a secret that the receiver has, too.
  @JsonProperty("v1")
  V1,
  /// Ed25519. The receiver has the public key, with which nobody can sign.
  @JsonProperty("v1a")
  V1A
}
