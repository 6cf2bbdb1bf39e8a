package dev.offload.schemas.notify;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.PublicTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has happened to a task since it was last run again, in order: the start of each run, each
/// failure that another run has followed, and the end.
///
/// It follows from the task alone. So whoever reads a later version of a task finds the same story,
/// with more at its end. Of a task with many runs the beginning is missing, since only
/// the last of them are known.
///
/// @param earlierEnd how it ended before it was run again
public record TaskStory(Optional<Happening> earlierEnd, List<Happening> since) {
  public TaskStory {
    Require.present(earlierEnd, "earlierEnd");
    since = List.copyOf(since);
  }

  public static TaskStory of(PublicTask task) {
    Optional<EarlierEnd> earlier = Optional.ofNullable(task.earlierEnd());
    int spent = earlier.map(EarlierEnd::attempt).orElse(0);
    List<Attempt> runs = task.attempts().stream().filter(run -> run.number() > spent).toList();
    List<Happening> since = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Attempt run = runs.get(i);
      if (run.worker() != null) {
        since.add(Happening.started(task.id(), run));
      }
      boolean isLast = i == runs.size() - 1;
      if (hasFailed(run) && (isLast ? goesOn(task, run) : isFollowed(run, runs.get(i + 1)))) {
        since.add(Happening.retrying(task.id(), run));
      }
    }
    if (task.hasEnded()) {
      since.add(Happening.ended(task.id(), task.version(), task.state(), task.finishedAt()));
    }
    return new TaskStory(
        earlier.map(end -> Happening.ended(task.id(), end.version(), end.state(), end.at())),
        since);
  }

  private static boolean hasFailed(Attempt run) {
    return run.outcome() == Outcome.FAILED || run.outcome() == Outcome.LOST;
  }

  /// Whether the failure of a run has cost its attempt. Another run may have taken it over.
  private static boolean isFollowed(Attempt run, Attempt next) {
    return next.number() > run.number();
  }

  /// Whether the task was to go on after its last run has failed. It may have ended later, while it
  /// waited.
  private static boolean goesOn(PublicTask task, Attempt last) {
    return switch (task.state()) {
      case FAILED -> task.error() == null || task.error().attempt() != last.number();
      case CANCELLED ->
          task.cancelRequestedAt() == null || !task.finishedAt().equals(last.ended());
      case SCHEDULED, QUEUED, RUNNING, RETRYING, SUCCEEDED, EXPIRED -> true;
    };
  }
}
