package dev.offload.image.pixels;

/// Ends long work on pixels that nobody waits for any more. It is asked between two steps of the
/// work, each of which is done to its end.
@FunctionalInterface
public interface Cancellation {
  Cancellation NEVER = () -> {};

  /// @throws java.util.concurrent.CancellationException if nobody waits any more
  void check();
}
