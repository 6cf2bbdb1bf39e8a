package dev.offload.worker.runtime;

import java.util.function.Supplier;

/// A value made when it is first asked for; asked again after a failure.
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
}
