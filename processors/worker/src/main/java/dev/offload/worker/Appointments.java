package dev.offload.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Decides when tasks that find no free place come again: one after the other, as fast as
/// places have become free lately, so that few find none. While no place becomes free, later
/// tasks get later appointments, since the places are kept for longer than expected.
///
/// There is a longest wait. If more tasks have to wait than fit into it, the next ones are
/// spread over it from its beginning, and most will be sent away again.
public final class Appointments {
  /// How long a task keeps its place while nothing is known about its line.
  private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

  /// The weight of the newest value in an average.
  private static final double WEIGHT = 0.2;

  private static final int MANY_LINES = 10_000;

  private final long shortest;
  private final long longest;
  private final Map<String, Line> lines = new HashMap<>();

  private static final class Line {
    private double stay = FIRST_GUESS.toNanos();
    private long movedAt;
    private long last;

    Line(long now) {
      movedAt = now;
      last = now;
    }

    double stay(long now) {
      return Math.max(stay, (double) (now - movedAt));
    }
  }

  public Appointments(Duration shortest, Duration longest) {
    this.shortest = shortest.toNanos();
    this.longest = longest.toNanos();
  }

  /// A task of `line` has got a place.
  public synchronized void entered(String line, long now) {
    line(line, now).movedAt = now;
  }

  /// A task of `line` has left its place after `stay`.
  public synchronized void left(String line, Duration stay, long now) {
    Line known = line(line, now);
    known.stay += WEIGHT * (stay.toNanos() - known.stay);
    known.movedAt = now;
  }

  /// How long a task of `line` keeps its place: as long as lately, and at least as long as all
  /// places have been kept until now.
  public synchronized Duration stay(String line, long now) {
    return Duration.ofNanos((long) line(line, now).stay(now));
  }

  /// How long a task of `line` has kept its place lately.
  public synchronized Duration usualStay(String line, long now) {
    return Duration.ofNanos((long) line(line, now).stay);
  }

  /// How long the next task of `line` has to wait if `places` of them run at once. `now` is a
  /// moment of a monotonic clock.
  public synchronized Duration next(String line, int places, long now) {
    Line known = line(line, now);
    long begin = now + shortest;
    long last = known.last - begin < 0 ? begin : known.last;
    long next = last + (long) (known.stay(now) / Math.max(1, places));
    known.last = next - now > longest ? begin : next;
    return Duration.ofNanos(known.last - now);
  }

  private Line line(String name, long now) {
    if (lines.size() >= MANY_LINES) {
      lines.values().removeIf(line -> line.last - now < 0);
    }
    if (lines.size() >= MANY_LINES) {
      // This loses only estimates.
      lines.clear();
    }
    return lines.computeIfAbsent(name, _ -> new Line(now));
  }
}
