package dev.offload.lifecycle.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// When the alarms of each stream thread ring. Until then, the thread may wait for records.
///
/// Each stream thread has its own, since it waits by itself.
public final class Alarms {
  private final LongSupplier nanoTime;
  private final ThreadLocal<Map<Alarm, Long>> set = ThreadLocal.withInitial(HashMap::new);

  public Alarms(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// An alarm of the calling thread rings after `wait`, and not at the time it was set to before.
  void set(Alarm alarm, Duration wait) {
    set.get().put(alarm, nanoTime.getAsLong() + wait.toNanos());
  }

  /// How long the calling thread may wait, in whole milliseconds and at most `atMost`. An alarm
  /// whose time has come is forgotten: it rings now, or its partition is another thread's.
  public Duration untilNext(Duration atMost) {
    Map<Alarm, Long> alarms = set.get();
    long now = nanoTime.getAsLong();
    long wait = atMost.toNanos();
    for (long at : alarms.values()) {
      wait = Math.min(wait, at - now);
    }
    if (wait > 0) {
      return Duration.ofMillis(Duration.ofNanos(wait).plusNanos(999_999).toMillis());
    }
    alarms.values().removeIf(at -> at - now <= 0);
    return Duration.ZERO;
  }
}
