package dev.offload.lifecycle.task;

/// A record that can't be written: `what` would have `bytes` bytes, which is beyond `limit`.
public record TooLarge(String what, long bytes, Limit limit) {
  /// What is known of how large a record may be.
  public sealed interface Limit {
    /// It may have at most `bytes` bytes.
    record Known(long bytes) implements Limit {}

    /// Kafka has refused one of `bytes` bytes.
    record Refused(long bytes) implements Limit {}
  }

  public TooLarge(String what, long bytes, long limit) {
    this(what, bytes, new Limit.Known(limit));
  }

  public String message() {
    return switch (limit) {
      case Limit.Known(long most) ->
          "%s would have %d bytes, but a record may have %d".formatted(what, bytes, most);
      case Limit.Refused(long refused) ->
          "%s would have %d bytes, and Kafka has refused one of %d bytes as too large"
              .formatted(what, bytes, refused);
    };
  }
}
