package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.schemas.task.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Repairs deadlines that were set by a clock that was far ahead.
record DeadlineRepair(Rules rules) {

  /// The deadline, or the latest time that a correct clock could have set for `entry` if that
  /// is sooner.
  Instant repaired(TaskEntry entry, Deadline<DeadlineKind> deadline, Instant now) {
    Instant wanted = deadline.at();
    Instant latest =
        switch (deadline.kind()) {
          case LEASE -> now.plus(lease(entry));
          case WATCH, STOP -> now.plus(rules.watchAtMost());
          case EARLY -> now.plus(rules.earlyPatience());
          case DUE -> now.plus(pause(entry, wanted, now));
          case EXPIRY, RETENTION -> wanted;
        };
    return latest.plus(rules.watchSlack()).isBefore(wanted) ? latest : wanted;
  }

  private static Duration lease(TaskEntry entry) {
    return ((Running) entry).lease().orElseThrow().length();
  }

  /// How long after the end of its last run the task is due. If that end is in the future, a
  /// wrong clock told it. A time that a client asked for may be as late as the client likes.
  private Duration pause(TaskEntry entry, Instant wanted, Instant now) {
    List<Attempt> rows = ((Active) entry).history().log().rows();
    Instant ended = rows.isEmpty() ? null : rows.getLast().ended();
    boolean isWrong = ended != null && ended.isAfter(now.plus(rules.watchSlack()));
    Duration pause = Duration.between(isWrong ? ended : now, wanted);
    return pause.isNegative() ? Duration.ZERO : pause;
  }
}
