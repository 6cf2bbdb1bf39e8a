package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Deadlines that no clock can have set that was right: they were counted from a time far ahead, to
/// which the clock has not come yet.
record Misdated(Rules rules) {

  /// When what `entry` waits for is to be at the latest, its deadline where that is sooner.
  Instant mended(TaskEntry entry, Instant now) {
    Instant wanted = entry.deadline().at();
    Instant latest =
        switch (entry.deadline().kind()) {
          case LEASE -> now.plus(entry.current().lease().length());
          case WATCH, STOP -> now.plus(rules.watchAtMost());
          case EARLY -> now.plus(rules.earlyPatience());
          case DUE -> now.plus(pause(entry, now));
          case EXPIRY, RETENTION -> wanted;
        };
    return latest.plus(rules.passageSlack()).isBefore(wanted) ? latest : wanted;
  }

  /// How long after the end of a run the task is due; where that end has yet to come, it was told
  /// by a wrong clock. What somebody has asked for may be as late as they like.
  private Duration pause(TaskEntry entry, Instant now) {
    Instant wanted = entry.deadline().at();
    List<Attempt> rows = entry.task().attempts();
    Instant ended = rows.isEmpty() ? null : rows.getLast().ended();
    boolean isWrong = ended != null && ended.isAfter(now.plus(rules.passageSlack()));
    Duration pause = Duration.between(isWrong ? ended : now, wanted);
    return pause.isNegative() ? Duration.ZERO : pause;
  }
}
