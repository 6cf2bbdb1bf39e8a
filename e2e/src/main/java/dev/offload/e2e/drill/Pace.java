package dev.offload.e2e.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How fast tasks started.
record Pace(List<Instant> starts) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  Pace {
    starts = starts.stream().sorted().toList();
  }

  /// What is wrong if more started since `since` than a bucket with `burst` tokens at first, and
  /// `perSecond` more each second, lets start.
  Optional<String> excess(Instant since, int burst, int perSecond) {
    for (int number = 1; number <= starts.size(); number++) {
      Duration passed = Duration.between(since, starts.get(number - 1));
      double allowed = burst + passed.toNanos() / 1e9 * perSecond;
      if (number > allowed) {
        return Optional.of(
            "%d had started after %s, but only %.1f may".formatted(number, passed, allowed));
      }
    }
    return Optional.empty();
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
