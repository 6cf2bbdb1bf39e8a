package dev.offload.ingest.auth;

/// What a text turns out to be that was sent as a token.
sealed interface TokenReading {

  record Valid(Token token) implements TokenReading {}

  /// It was valid once.
  record Expired() implements TokenReading {}

  /// It was not made by the key that it names, or was changed.
  record Wrong() implements TokenReading {}
}
