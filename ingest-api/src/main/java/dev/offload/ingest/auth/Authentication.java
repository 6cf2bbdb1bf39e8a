package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;

/// What the key ring says of a token.
sealed interface Authentication {

  record Known(ApiKey key) implements Authentication {}

  record Unknown() implements Authentication {}

  /// The key is unknown here, but may be new: the ring could not read on.
  record Undecided() implements Authentication {}
}
