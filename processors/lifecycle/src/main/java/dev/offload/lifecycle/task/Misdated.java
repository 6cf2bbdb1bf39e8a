package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.schemas.task.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Deadlines that no clock can have set that was right: they were counted from a time far ahead, to
/// which the clock has not come yet.
record Misdated(Rules rules) {

  /// When what `entry` waits for is to be at the latest, its deadline where that is sooner.
  Instant mended(TaskEntry entry, Deadline<DeadlineKind> deadline, Instant now) {
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

  /// How long after the end of a run the task is due; where that end has yet to come, it was told
  /// by a wrong clock. What somebody has asked for may be as late as they like.
  private Duration pause(TaskEntry entry, Instant wanted, Instant now) {
    List<Attempt> rows = ((Active) entry).history().log().rows();
    Instant ended = rows.isEmpty() ? null : rows.getLast().ended();
    boolean isWrong = ended != null && ended.isAfter(now.plus(rules.watchSlack()));
    Duration pause = Duration.between(isWrong ? ended : now, wanted);
    return pause.isNegative() ? Duration.ZERO : pause;
  }
}
