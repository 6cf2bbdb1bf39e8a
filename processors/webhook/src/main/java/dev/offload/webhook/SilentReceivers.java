package dev.offload.webhook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Receivers that did not answer several deliveries, and get nothing for a while. After each pause
/// one delivery tries them, and the others wait for the result.
///
/// ```
/// answers ──► several time-outs in a row ──► pause ──► one tries ──► answer ──► answers
///                                             ▲            │
///                                             └─ time-out ─┘ twice as long, up to the longest
/// ```
/// Waiting costs a delivery no attempt until the receiver has been silent for a long time. From
/// then on each pause costs the waiting deliveries an attempt.
final class SilentReceivers {
  private static final int MOST_KEPT = 10_000;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /// What a delivery should do.
  sealed interface Advice {
    /// Try it, and tell the result.
    record Go() implements Advice {}

    /// Come again later.
    record Wait(Duration length) implements Advice {}

    /// Count it as a failure, and come again after `length` at the earliest.
    record Fail(Duration length) implements Advice {}
  }

  private static final Advice GO = new Advice.Go();

  private final SilenceTerms terms;
  private final RandomGenerator random;
  private final Map<String, Silence> silences =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Silence> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private static final class Silence {
    private final long since;
    private int timeOuts;
    private long pause;
    private long pausedUntil;
    private boolean isTried;
    private long triedAt;

    Silence(long now) {
      since = now;
      pausedUntil = now;
    }

    boolean isPaused(long now) {
      return now - pausedUntil < 0;
    }

    void pause(long length, long now) {
      pause = length;
      pausedUntil = now + length;
    }
  }

  SilentReceivers(SilenceTerms terms, RandomGenerator random) {
    this.terms = terms;
    this.random = random;
  }

  /// What a delivery should do now. `now` is a moment of a monotonic clock.
  synchronized Advice ask(String receiver, long now) {
    Advice advice = foresee(receiver, now);
    Silence silence = silences.get(receiver);
    if (advice.equals(GO) && silence != null) {
      silence.isTried = true;
      silence.triedAt = now;
    }
    return advice;
  }

  /// What [#ask] would say now. It does not count as a try.
  synchronized Advice foresee(String receiver, long now) {
    Silence silence = silences.get(receiver);
    if (silence == null || silence.timeOuts < terms.timeOuts()) {
      return GO;
    }
    boolean isBeingTried = silence.isTried && now - silence.triedAt < terms.longestTry().toNanos();
    if (!silence.isPaused(now) && !isBeingTried) {
      return GO;
    }
    Duration wait = wait(silence, now);
    boolean isLong = now - silence.since >= terms.countsAfter().toNanos();
    return isLong ? new Advice.Fail(wait) : new Advice.Wait(wait);
  }

  synchronized void answered(String receiver) {
    silences.remove(receiver);
  }

  /// The receiver did not answer a delivery in time.
  synchronized void timedOut(String receiver, long now) {
    Silence silence = silences.get(receiver);
    if (silence == null || isStale(silence, now)) {
      silence = new Silence(now);
      silences.put(receiver, silence);
    }
    silence.timeOuts++;
    silence.isTried = false;
    if (silence.timeOuts >= terms.timeOuts() && !silence.isPaused(now)) {
      long longest = terms.longestPause().toNanos();
      silence.pause(
          silence.pause == 0 ? terms.firstPause().toNanos() : Math.min(2 * silence.pause, longest),
          now);
    }
  }

  /// Whether the receiver was not tried for so long that nobody knows if it is still silent.
  private boolean isStale(Silence silence, long now) {
    return now - silence.pausedUntil > 2 * terms.longestPause().toNanos();
  }

  /// A delivery that was told to go could not find out whether the receiver answers.
  synchronized void untried(String receiver) {
    Silence silence = silences.get(receiver);
    if (silence != null) {
      silence.isTried = false;
    }
  }

  /// The rest of the pause or of the try, and a bit more, so that not all come at once.
  private Duration wait(Silence silence, long now) {
    long end =
        silence.isTried
            ? Math.max(silence.pausedUntil, silence.triedAt + terms.longestTry().toNanos())
            : silence.pausedUntil;
    long spread = random.nextLong(silence.pause / 2 + 1);
    return Duration.ofNanos(Math.max(end - now, SHORTEST_WAIT.toNanos()) + spread);
  }
}
