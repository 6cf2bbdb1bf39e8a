package dev.offload.worker.runtime;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is made when it is first asked for. After a failure the next call tries again.
final class Once<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private T value;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }

  /// The value, if it was made.
  synchronized Optional<T> ifMade() {
    return Optional.ofNullable(value);
  }
}
