package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;

/// What the key ring says of a token.
sealed interface Authentication {

  record Known(ApiKey key) implements Authentication {}

  record Unknown() implements Authentication {}

  /// The ring could not read on, so an unknown key may be a new one.
  record Undecided() implements Authentication {}
}
