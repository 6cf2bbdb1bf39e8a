package dev.offload.lifecycle.task;

/// A record that can't be written: `what` would have `bytes` bytes, but only `limit` are
/// allowed.
public record TooLarge(String what, long bytes, long limit) {
  String message() {
    return "%s would have %d bytes, but a record may have %d".formatted(what, bytes, limit);
  }
}
