package dev.offload.lifecycle.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// The clock that the lifecycle's steps use: this machine's clock, unless it is ahead of the
/// others.
///
/// A step that is made too early can't be undone: tasks have been forgotten, have expired or
/// have been retried, and timers have gone off. So the time is at most `aheadAtMost` after the
/// broker's clock or the newest recent record, whichever is later. It is enough that two of
/// these three clocks are right. If no broker tells the time, the machine's clock is used as
/// it is.
public final class AgreedClock implements InstantSource {
  /// How long a record is evidence of the time.
  private static final Duration RECORDS_COUNT_FOR = Duration.ofMinutes(1);

  private final InstantSource system;
  private final LongSupplier nanoTime;
  private final Duration aheadAtMost;
  private final AtomicReference<ClockReading> broker = new AtomicReference<>();
  private final AtomicReference<ClockReading> records = new AtomicReference<>();
  private ClockReading last;
  private Instant steadySince;

  /// What time another clock showed at one moment. `nano` is that moment by a clock that only
  /// counts up.
  private record ClockReading(Instant time, long nano) {
    Instant at(long now) {
      return time.plusNanos(now - nano);
    }
  }

  /// `nanoTime` counts up steadily, even if the time of day is changed.
  public AgreedClock(InstantSource system, LongSupplier nanoTime, Duration aheadAtMost) {
    this.system = system;
    this.nanoTime = nanoTime;
    this.aheadAtMost = aheadAtMost;
  }

  @Override
  public Instant instant() {
    return noted(bounded(system.instant()));
  }

  /// When the time began to pass steadily: when it was first read, or when it last leapt
  /// ahead. A time that has just leapt is not to be trusted yet.
  public synchronized Instant steadySince() {
    return steadySince == null ? instant() : steadySince;
  }

  /// How far the time may be ahead, and so how far it may have to go back.
  public Duration tolerance() {
    return aheadAtMost;
  }

  /// A broker says that it is `time`.
  public void brokerSays(Instant time) {
    broker.set(new ClockReading(time, nanoTime.getAsLong()));
  }

  /// A record was written at `time`, by its writer's clock.
  public void recordSays(Instant time) {
    ClockReading seen = records.get();
    long now = nanoTime.getAsLong();
    if (seen == null || isOld(seen, now) || time.isAfter(seen.at(now))) {
      records.set(new ClockReading(time, now));
    }
  }

  /// How far this machine's clock is ahead of the broker's. It is negative if the clock is
  /// behind, and empty if no broker has told the time.
  Optional<Duration> aheadOfBroker() {
    ClockReading seen = broker.get();
    return Optional.ofNullable(seen)
        .map(one -> Duration.between(one.at(nanoTime.getAsLong()), system.instant()));
  }

  private Instant bounded(Instant time) {
    ClockReading seen = broker.get();
    if (seen == null) {
      return time;
    }
    long now = nanoTime.getAsLong();
    Instant latest = seen.at(now);
    ClockReading record = records.get();
    if (record != null && !isOld(record, now) && record.at(now).isAfter(latest)) {
      latest = record.at(now);
    }
    Instant bound = latest.plus(aheadAtMost);
    return time.isAfter(bound) ? bound : time;
  }

  private synchronized Instant noted(Instant time) {
    long now = nanoTime.getAsLong();
    boolean leapt = last == null || time.isAfter(last.at(now).plus(aheadAtMost));
    if (leapt || time.isBefore(steadySince)) {
      steadySince = time;
    }
    last = new ClockReading(time, now);
    return time;
  }

  private static boolean isOld(ClockReading seen, long now) {
    return now - seen.nano() > RECORDS_COUNT_FOR.toNanos();
  }
}
