package dev.offload.lifecycle.debounce;

import dev.offload.schemas.work.DebounceAsked;
import java.time.Duration;
import java.time.Instant;

/// What the coordinator of a debounce key keeps.
public sealed interface DebounceEntry {
  /// How long the last task of a series is remembered. An older one whose
  /// partition is so far behind does not run after it.
  Duration MEMORY = Duration.ofMinutes(10);

  /// The key has not been used for long. Nothing is stored.
  record Nothing() implements DebounceEntry {}

  /// A key that was used not long ago.
  sealed interface Used extends DebounceEntry {
    /// The latest task that has come.
    DebounceAsked latest();

    /// When the clock moves it on.
    Instant until();

    /// The same after a clock was ahead.
    Used notAfter(Instant now);

    /// Whether it has seen a time after `now`, because a clock was ahead.
    boolean isAheadOf(Instant now);
  }

  /// Tasks come, and the latest one waits.
  ///
  /// @param first when the first task of the series came
  /// @param last when the latest one came
  record Open(DebounceAsked latest, Instant first, Instant last) implements Used {
    /// Each task says how long the series may last.
    @Override
    public Instant until() {
      Instant quiet = last.plus(latest.debounce().quiet());
      Instant longest = first.plus(latest.debounce().max());
      return quiet.isBefore(longest) ? quiet : longest;
    }

    @Override
    public Open notAfter(Instant now) {
      return new Open(latest, earlier(first, now), earlier(last, now));
    }

    @Override
    public boolean isAheadOf(Instant now) {
      return first.isAfter(now) || last.isAfter(now);
    }
  }

  /// The series has ended: the latest task was let go at `at`, and no other has come.
  record Ended(DebounceAsked latest, Instant at) implements Used {
    @Override
    public Instant until() {
      return at.plus(MEMORY);
    }

    @Override
    public Ended notAfter(Instant now) {
      return new Ended(latest, earlier(at, now));
    }

    @Override
    public boolean isAheadOf(Instant now) {
      return at.isAfter(now);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
