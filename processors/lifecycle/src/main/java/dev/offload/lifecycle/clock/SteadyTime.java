package dev.offload.lifecycle.clock;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/// A time for Kafka Streams that only counts up from its start. Commits and punctuators must
/// not depend on the time of day: if it were set back by two days, they would stop for two
/// days.
public final class SteadyTime implements Time {
  private static final long NANOS = 1_000_000;

  private final long base = Time.SYSTEM.milliseconds();
  private final long begun = Time.SYSTEM.nanoseconds();

  @Override
  public long milliseconds() {
    return base + (nanoseconds() - begun) / NANOS;
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadline)
      throws InterruptedException {
    synchronized (object) {
      while (!condition.get()) {
        long left = deadline - milliseconds();
        if (left <= 0) {
          throw new TimeoutException("the condition was not met in time");
        }
        object.wait(left);
      }
    }
  }
}
