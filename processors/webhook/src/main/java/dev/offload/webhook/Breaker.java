package dev.offload.webhook;

/// The breaker of one endpoint or receiver. Times are those of a monotonic clock.
final class Breaker {
  int timeOutsInARow;

  /// Nothing is sent before `pausedUntil`. There is no pause while it is closed.
  long pause;

  boolean isOpen;

  /// The receiver has not accepted anything since, as far as is known.
  long openedAt;

  long pausedUntil;
  boolean isTried;
  long triedAt;

  /// Whether the receiver has answered that it wants less, and has not failed too much in other
  /// ways.
  boolean isPressed;

  /// The last results, the latest in the lowest bit. A bit that is set is a failure.
  private long results;

  private int resultsKnown;

  void note(boolean isFailure, int window) {
    long mask = window == Long.SIZE ? -1 : (1L << window) - 1;
    results = (results << 1 | (isFailure ? 1 : 0)) & mask;
    resultsKnown = Math.min(resultsKnown + 1, window);
  }

  boolean isTooMuch(BreakerTerms terms) {
    return timeOutsInARow >= terms.timeOuts()
        || (resultsKnown >= terms.leastResults()
            && Long.bitCount(results) >= terms.failureRatio() * resultsKnown);
  }

  boolean isPaused(long now) {
    return isOpen && now - pausedUntil < 0;
  }

  void open(long now) {
    isOpen = true;
    openedAt = now;
  }

  void pause(long length, long now) {
    pause = length;
    pausedUntil = now + length;
  }
}
