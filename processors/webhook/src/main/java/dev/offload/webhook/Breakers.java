package dev.offload.webhook;

import dev.offload.worker.LatestOfTenants;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One circuit breaker for each endpoint or receiver. A receiver that fails too often gets
/// nothing for a while. After each pause one delivery tries it, and the others wait for the
/// result.
///
/// ```
/// closed ──► time-outs in a row, or too many failures ──► open ──► the pause is over ──► half-open
///   ▲                                                      ▲                              │    │
///   │                                                      └─ failure: pause twice as long ┘    │
///   └───────────────────────────────────────── success ◄────────────────────────────────────────┘
/// ```
/// A receiver that answers that it wants less gets a pause, too, and may say how long. This is no
/// sign that it fails, unless it accepts nothing for some minutes.
///
/// Waiting costs a delivery no attempt until the breaker has been open for a long time. From then
/// on each attempt that is due counts, although nothing is sent.
final class Breakers {
  private static final int MOST_KEPT = 10_000;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /// A receiver that wants less gets a longer pause only if it asks for one.
  private static final Duration LONGEST_UNASKED = Duration.ofMinutes(1);

  /// A receiver that wants less, and has accepted nothing for this long, fails.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// A delivery that waits is retried more often than this.
  private static final Duration SELDOM = Duration.ofDays(1);

  /// What a delivery should do.
  sealed interface Advice {
    /// Try it, and tell the result.
    record Go() implements Advice {}

    /// Come again later.
    record Wait(Duration length) implements Advice {}

    /// Count it as a failure, and come again after `length` at the earliest.
    record Fail(Duration length) implements Advice {}
  }

  /// How a try went wrong.
  enum Failure {
    /// The receiver let us wait until the time was over.
    TIME_OUT,
    /// Anything else.
    OTHER
  }

  private static final Advice GO = new Advice.Go();

  private final BreakerTerms terms;
  private final RandomGenerator random;
  private final LatestOfTenants<BreakerKey, Breaker> breakers = new LatestOfTenants<>(MOST_KEPT);

  Breakers(BreakerTerms terms, RandomGenerator random) {
    this.terms = terms;
    this.random = random;
  }

  /// What a delivery should do now. `now` is a moment of a monotonic clock.
  synchronized Advice ask(BreakerKey key, long now) {
    Advice advice = foresee(key, now);
    Breaker breaker = known(key);
    if (advice.equals(GO) && breaker != null && breaker.isOpen) {
      breaker.isTried = true;
      breaker.triedAt = now;
    }
    return advice;
  }

  /// The advice that [#ask] would give now. This does not count as a try.
  synchronized Advice foresee(BreakerKey key, long now) {
    Breaker breaker = known(key);
    if (breaker == null || !breaker.isOpen) {
      return GO;
    }
    boolean isBeingTried = breaker.isTried && now - breaker.triedAt < terms.longestTry().toNanos();
    if (!breaker.isPaused(now) && !isBeingTried) {
      return GO;
    }
    Duration wait = wait(breaker, now);
    boolean isLong = now - breaker.openedAt >= terms.countsAfter().toNanos();
    return isLong ? new Advice.Fail(wait) : new Advice.Wait(wait);
  }

  /// Notes that the receiver has accepted a delivery. This closes the breaker, unless the delivery
  /// was under way when the receiver asked for a pause.
  synchronized void succeeded(BreakerKey key, long now) {
    Breaker breaker = breakers.find(key.tenant(), key).orElseGet(() -> fresh(key));
    breaker.note(false, terms.window());
    breaker.timeOutsInARow = 0;
    if (breaker.isPressed && breaker.isPaused(now)) {
      breaker.openedAt = now;
      breaker.pause = SHORTEST_WAIT.toNanos();
    } else if (breaker.isOpen) {
      breakers.remove(key.tenant(), key);
    }
  }

  /// Notes that a delivery has failed.
  ///
  /// @return when the breaker opened, if it stays open because a try has failed. A receiver
  ///     that is tried so seldom that its breaker begins anew is reported once
  synchronized Optional<Long> failed(BreakerKey key, Failure how, long now) {
    Optional<Long> openedBefore = forgetStale(key, now);
    Breaker breaker = breakers.find(key.tenant(), key).orElseGet(() -> fresh(key));
    breaker.note(true, terms.window());
    breaker.timeOutsInARow = how == Failure.TIME_OUT ? breaker.timeOutsInARow + 1 : 0;
    breaker.isTried = false;
    boolean isTooMuch = breaker.isTooMuch(terms);
    if (isTooMuch) {
      breaker.isPressed = false;
    }
    if (breaker.isOpen) {
      return breaker.isPaused(now) ? Optional.empty() : pausedAgain(breaker, now);
    }
    if (isTooMuch) {
      breaker.open(now);
      breaker.pause(terms.firstPause().toNanos(), now);
    }
    return openedBefore;
  }

  /// Notes that the receiver has refused a delivery because it wants less. It gets nothing for a
  /// while.
  ///
  /// @param asked for how long it wants nothing. If it does not say, the pause is short, and
  ///     doubles with each try that is refused like this
  /// @return as [#failed], once it has accepted nothing for [#PATIENCE]
  synchronized Optional<Long> asksForPause(BreakerKey key, Optional<Duration> asked, long now) {
    Optional<Long> openedBefore = forgetStale(key, now);
    Breaker breaker = breakers.find(key.tenant(), key).orElseGet(() -> fresh(key));
    boolean isPaused = breaker.isPaused(now);
    boolean isTry = breaker.isOpen && !isPaused;
    breaker.timeOutsInARow = 0;
    breaker.isTried = false;
    breaker.isPressed = true;
    if (!breaker.isOpen) {
      breaker.open(now);
    }
    long unasked = isTry ? Math.min(2 * breaker.pause, LONGEST_UNASKED.toNanos()) : 0;
    long wanted =
        Math.clamp(
            asked.map(Duration::toNanos).orElse(unasked),
            SHORTEST_WAIT.toNanos(),
            terms.longestPause().toNanos());
    if (!isPaused || breaker.pausedUntil - (now + wanted) < 0) {
      breaker.pause(wanted, now);
    }
    return isTry ? sinceWhenItFails(breaker, now) : openedBefore;
  }

  /// Null if nothing is known of it.
  private Breaker known(BreakerKey key) {
    return breakers.find(key.tenant(), key).orElse(null);
  }

  private Breaker fresh(BreakerKey key) {
    Breaker breaker = new Breaker();
    breakers.put(key.tenant(), key, breaker);
    return breaker;
  }

  private Optional<Long> pausedAgain(Breaker breaker, long now) {
    breaker.pause(Math.min(2 * breaker.pause, terms.longestPause().toNanos()), now);
    return sinceWhenItFails(breaker, now);
  }

  private static Optional<Long> sinceWhenItFails(Breaker breaker, long now) {
    return breaker.isPressed && now - breaker.openedAt < PATIENCE.toNanos()
        ? Optional.empty()
        : Optional.of(breaker.openedAt);
  }

  /// Lets a breaker begin anew whose receiver was not tried for long.
  ///
  /// @return when it opened, unless that is too long ago
  private Optional<Long> forgetStale(BreakerKey key, long now) {
    Optional<Breaker> stale =
        breakers.find(key.tenant(), key).filter(breaker -> isStale(breaker, now));
    stale.ifPresent(_ -> breakers.remove(key.tenant(), key));
    return stale.filter(breaker -> isRecent(breaker, now)).map(breaker -> breaker.openedAt);
  }

  /// Whether the receiver was not tried for so long that nobody knows if it still fails.
  private boolean isStale(Breaker breaker, long now) {
    return breaker.isOpen && now - breaker.pausedUntil > 2 * terms.longestPause().toNanos();
  }

  private static boolean isRecent(Breaker breaker, long now) {
    return now - breaker.pausedUntil <= SELDOM.toNanos();
  }

  /// Notes that a delivery that was told to go has not reached the receiver, so its answer is
  /// unknown.
  synchronized void untried(BreakerKey key) {
    Breaker breaker = known(key);
    if (breaker != null) {
      breaker.isTried = false;
    }
  }

  /// How many receivers get nothing, or one try at a time.
  synchronized int open() {
    return (int) breakers.values().filter(breaker -> breaker.isOpen).count();
  }

  /// The rest of the pause or of the try, plus a little, so that not all deliveries come at
  /// once.
  private Duration wait(Breaker breaker, long now) {
    long end =
        breaker.isTried
            ? Math.max(breaker.pausedUntil, breaker.triedAt + terms.longestTry().toNanos())
            : breaker.pausedUntil;
    long spread = random.nextLong(breaker.pause / 2 + 1);
    return Duration.ofNanos(Math.max(end - now, SHORTEST_WAIT.toNanos()) + spread);
  }
}
