package dev.offload.lifecycle.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// The time at which the lifecycle makes its steps: this machine's, as long as it is not ahead of
/// the others'.
///
/// A step that is made too early can't be taken back: tasks are forgotten, expire and are retried,
/// and timers count as gone off. So the time is never more than `aheadAtMost` after the later of
/// two: what a broker said last, and what the newest record says that was written of late. Two of
/// three clocks that are right are enough. Where no broker tells the time, it is the machine's.
public final class AgreedClock implements InstantSource {
  /// For how long a record says something about the time.
  private static final Duration RECORDS_COUNT_FOR = Duration.ofMinutes(1);

  private final InstantSource system;
  private final LongSupplier nanoTime;
  private final Duration aheadAtMost;
  private final AtomicReference<Sighting> broker = new AtomicReference<>();
  private final AtomicReference<Sighting> records = new AtomicReference<>();
  private Sighting last;
  private Instant steadySince;

  /// What time it was somewhere at one moment, told by a clock that only counts on.
  private record Sighting(Instant at, long nano) {
    Instant goneOn(long now) {
      return at.plusNanos(now - nano);
    }
  }

  /// `nanoTime` counts on steadily, whatever becomes of the time of day.
  public AgreedClock(InstantSource system, LongSupplier nanoTime, Duration aheadAtMost) {
    this.system = system;
    this.nanoTime = nanoTime;
    this.aheadAtMost = aheadAtMost;
  }

  @Override
  public Instant instant() {
    return noted(bounded(system.instant()));
  }

  /// Since when the time has gone on steadily: since the first look at it, or since it last went
  /// ahead by leaps. After a leap it is not to be trusted at once.
  public synchronized Instant steadySince() {
    return steadySince == null ? instant() : steadySince;
  }

  /// How far the time may be ahead, and may have to go back.
  public Duration tolerance() {
    return aheadAtMost;
  }

  /// A broker has said that it is `time`.
  public void brokerSays(Instant time) {
    broker.set(new Sighting(time, nanoTime.getAsLong()));
  }

  /// A record was written at `time`, by the clock of whoever has written it.
  public void recordSays(Instant time) {
    Sighting seen = records.get();
    long now = nanoTime.getAsLong();
    if (seen == null || isOld(seen, now) || time.isAfter(seen.goneOn(now))) {
      records.set(new Sighting(time, now));
    }
  }

  /// How far this machine's clock is ahead of the broker's, negative where it is behind; empty
  /// where no broker has told the time.
  public Optional<Duration> aheadOfBroker() {
    Sighting seen = broker.get();
    return Optional.ofNullable(seen)
        .map(one -> Duration.between(one.goneOn(nanoTime.getAsLong()), system.instant()));
  }

  private Instant bounded(Instant time) {
    Sighting seen = broker.get();
    if (seen == null) {
      return time;
    }
    long now = nanoTime.getAsLong();
    Instant latest = seen.goneOn(now);
    Sighting record = records.get();
    if (record != null && !isOld(record, now) && record.goneOn(now).isAfter(latest)) {
      latest = record.goneOn(now);
    }
    Instant bound = latest.plus(aheadAtMost);
    return time.isAfter(bound) ? bound : time;
  }

  private synchronized Instant noted(Instant time) {
    long now = nanoTime.getAsLong();
    boolean leapt = last == null || time.isAfter(last.goneOn(now).plus(aheadAtMost));
    if (leapt || time.isBefore(steadySince)) {
      steadySince = time;
    }
    last = new Sighting(time, now);
    return time;
  }

  private static boolean isOld(Sighting seen, long now) {
    return now - seen.nano() > RECORDS_COUNT_FOR.toNanos();
  }
}
