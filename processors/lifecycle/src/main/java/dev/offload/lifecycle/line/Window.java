package dev.offload.lifecycle.line;

import dev.offload.lifecycle.line.LineRules.Capacity;
import java.time.Duration;
import java.time.Instant;

/// How many tasks of one queue a partition has with workers at most: those that run, and those
/// that have been handed out and wait for a slot.
///
/// What is handed out is not overtaken any more, so little of it should wait. A partition
/// hands out as many as its part of the slots. Beyond that, it hands out its part of the free
/// slots or, if that is more, what starts within about a second: no more than has lately, and
/// no more than its part of the slots can start, as long as runs take. So all partitions
/// together have twice the slots with workers, or what starts within about a second.
///
/// Tasks may be spread unevenly. If workers say that slots are free although this partition
/// had handed out all it may and others waited, it may hand out more. Short tasks leave slots
/// free, too, where a worker can't start them any faster. Then what was handed out waits for
/// long, and more of it would only wait longer.
final class Window {
  static final int MOST = 10_000;
  static final Duration AHEAD = Duration.ofMillis(1200);
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /// The time in which workers take what was handed out and report it.
  static final Duration TO_BE_TOLD = Duration.ofSeconds(2);

  /// Tasks wait for workers if they usually start this long after they were handed out. Where
  /// none waits it takes less until a worker has heard of a task, also under load.
  static final Duration LONG = AHEAD.dividedBy(2);

  /// Over this time it is counted how many tasks start.
  private static final double MEMORY_SECONDS = 1;

  private static final double MILLIS = 1000;

  private final int partitions;
  private Capacity capacity = Capacity.NONE;
  private Instant lookedAt = Instant.EPOCH;

  /// What is handed out beyond its part, since slots were free.
  private int more;

  /// What workers told when it first lacked room, or when it last grew.
  private Instant lacking = Instant.MAX;

  private int starts;
  private Duration waited = Duration.ZERO;
  private boolean haveToWait;
  private double startsPerSecond;
  private int runs;
  private Duration ran = Duration.ZERO;
  private double secondsPerRun;

  Window(int partitions) {
    this.partitions = partitions;
  }

  int size() {
    long slots = capacity.slots();
    long some = Math.max(partOf(slots + capacity.free()), partOf(slots) + ahead());
    return (int) Math.min(MOST, some + more);
  }

  private long partOf(long all) {
    return Math.ceilDiv(all, partitions);
  }

  /// Nothing is handed out ahead until a run has ended, since it is not known before how long
  /// runs take.
  private long ahead() {
    double slots = (double) capacity.slots() / partitions;
    double most = secondsPerRun == 0 ? 0 : slots / secondsPerRun;
    return (long) (Math.min(startsPerSecond, most) * AHEAD.toMillis() / MILLIS);
  }

  /// A task has started, so long after it was handed out.
  void started(Duration wait) {
    starts++;
    waited = waited.plus(wait.isNegative() ? Duration.ZERO : wait);
  }

  /// A run has ended after so long.
  void ended(Duration run) {
    ran = ran.plus(run.isNegative() ? Duration.ZERO : run);
    runs++;
  }

  boolean isTimeToLook(Instant now) {
    return now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(BETWEEN_LOOKS));
  }

  /// `lacksRoom` is whether others wait although all is handed out that may be.
  void look(Capacity present, boolean lacksRoom, Instant now) {
    count(Math.max(1, Duration.between(lookedAt, now).toMillis()) / MILLIS);
    lookedAt = now;
    boolean isFull = present.free() == 0 || haveToWait;
    if (isFull && present.toldAt().isAfter(capacity.toldAt())) {
      more /= 2;
    }
    capacity = present;
    more = Math.min(more, present.slots());
    if (!lacksRoom) {
      lacking = Instant.MAX;
    } else if (lacking.equals(Instant.MAX)) {
      lacking = present.toldAt();
    } else if (!isFull && !present.toldAt().isBefore(lacking.plus(TO_BE_TOLD))) {
      more = (int) Math.min(present.slots(), 2L * more + partOf(present.free()));
      lacking = present.toldAt();
    }
  }

  private void count(double seconds) {
    double weight = Math.min(1, seconds / MEMORY_SECONDS);
    startsPerSecond += weight * (starts / seconds - startsPerSecond);
    if (starts > 0) {
      haveToWait = waited.dividedBy(starts).compareTo(LONG) > 0;
    }
    starts = 0;
    waited = Duration.ZERO;
    if (runs > 0) {
      double usual = Math.max(1, ran.toMillis()) / MILLIS / runs;
      secondsPerRun = secondsPerRun == 0 ? usual : (secondsPerRun + usual) / 2;
      ran = Duration.ZERO;
      runs = 0;
    }
  }
}
