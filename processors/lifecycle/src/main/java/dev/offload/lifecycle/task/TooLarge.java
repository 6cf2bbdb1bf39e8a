package dev.offload.lifecycle.task;

/// A record that could not be written: `what` would have `bytes` bytes where `limit` are allowed.
public record TooLarge(String what, long bytes, long limit) {
  String message() {
    return "%s would have %d bytes, but a record may have %d".formatted(what, bytes, limit);
  }
}
