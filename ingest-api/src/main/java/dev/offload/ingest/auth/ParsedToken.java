package dev.offload.ingest.auth;

/// What a text turns out to be that was sent as a token.
sealed interface ParsedToken {

  record Valid(Token token) implements ParsedToken {}

  /// It was valid once.
  record Expired() implements ParsedToken {}

  /// It was not made by the key that it names, or was changed.
  record Wrong() implements ParsedToken {}
}
