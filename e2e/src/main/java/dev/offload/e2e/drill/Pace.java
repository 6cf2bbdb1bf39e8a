package dev.offload.e2e.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How fast tasks started.
record Pace(List<Instant> starts) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// Tokens are counted in fractions, which add up to nearly one.
  private static final double ROUNDING = 1e-6;

  Pace {
    starts = starts.stream().sorted().toList();
  }

  /// What is wrong if more started, in any span of time, than a bucket lets start that holds
  /// `burst` tokens at most and gets `perSecond` more each second. A start may come up to
  /// `late` after its token was taken, so in a span as many more may start as there are tokens
  /// in that time.
  Optional<String> excess(int burst, int perSecond, Duration late) {
    double most = burst + seconds(late) * perSecond;
    double tokens = most;
    Instant before = Instant.MAX;
    for (Instant start : starts) {
      if (start.isAfter(before)) {
        tokens = Math.min(most, tokens + seconds(Duration.between(before, start)) * perSecond);
      }
      if (tokens < 1 - ROUNDING) {
        return Optional.of(
            "too many had started at %s: in some span until then more than %.1f and %d per second"
                .formatted(start, most, perSecond));
      }
      tokens--;
      before = start;
    }
    return Optional.empty();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// From the first to the last.
  double perSecond() {
    return (starts.size() - 1)
        / (Duration.between(starts.getFirst(), starts.getLast()).toNanos() / 1e9);
  }

  int mostInASecond() {
    int most = 0;
    int first = 0;
    for (int last = 0; last < starts.size(); last++) {
      while (!starts.get(last).isBefore(starts.get(first).plus(SECOND))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  Duration longestGap() {
    Duration longest = Duration.ZERO;
    for (int number = 1; number < starts.size(); number++) {
      Duration gap = Duration.between(starts.get(number - 1), starts.get(number));
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    return longest;
  }

  @Override
  public String toString() {
    return starts.size() < 2
        ? starts.size() + " started"
        : String.format(
            Locale.ROOT,
            "%d started, %.1f per second, at most %d within a second, longest time without one %d"
                + " ms",
            starts.size(),
            perSecond(),
            mostInASecond(),
            longestGap().toMillis());
  }
}
