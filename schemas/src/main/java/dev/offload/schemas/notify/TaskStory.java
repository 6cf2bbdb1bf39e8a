package dev.offload.schemas.notify;

import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskRuns;
import java.util.ArrayList;
import java.util.List;

/// What has happened to a task, in order: the start of each run, each failure that another run has
/// followed, and each end.
///
/// It follows from the task alone. So whoever reads a later version of a task finds the same story,
/// with more at its end. Of a task with many runs the beginning is missing, since only the last of
/// them are known.
public record TaskStory(List<Happening> all) {
  public TaskStory {
    all = List.copyOf(all);
  }

  public static TaskStory of(PublicTask task) {
    List<Happening> all = new ArrayList<>();
    List<EarlierEnd> ends = task.earlierEnds();
    // What was before the first end that is known can't be told from what was before others.
    boolean isWhole = ends.size() < TaskRuns.MAX_ENDS_KEPT;
    int spent = 0;
    for (EarlierEnd end : ends) {
      if (isWhole || spent > 0) {
        List<Attempt> runs = runs(task, spent, end.attempt());
        addRuns(all, task, runs, !runs.isEmpty() && end.attempt() > runs.getLast().number());
      }
      all.add(Happening.ended(task.id(), end.version(), end.state(), end.at()));
      spent = end.attempt();
    }
    List<Attempt> runs = runs(task, spent, Integer.MAX_VALUE);
    addRuns(all, task, runs, !runs.isEmpty() && goesOn(task, runs.getLast()));
    if (task.hasEnded()) {
      all.add(Happening.ended(task.id(), task.version(), task.state(), task.finishedAt()));
    }
    return new TaskStory(all);
  }

  private static List<Attempt> runs(PublicTask task, int after, int upTo) {
    return task.attempts().stream()
        .filter(run -> run.number() > after && run.number() <= upTo)
        .toList();
  }

  /// @param isLastFollowed whether the task was to go on after the last of them, if that has failed
  private static void addRuns(
      List<Happening> all, PublicTask task, List<Attempt> runs, boolean isLastFollowed) {
    for (int i = 0; i < runs.size(); i++) {
      Attempt run = runs.get(i);
      if (run.worker() != null) {
        all.add(Happening.started(task.id(), run));
      }
      boolean isLast = i == runs.size() - 1;
      if (hasFailed(run) && (isLast ? isLastFollowed : isFollowed(run, runs.get(i + 1)))) {
        all.add(Happening.retrying(task.id(), run));
      }
    }
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
      case CANCELLED -> task.cancelRequestedAt() == null || !task.finishedAt().equals(last.ended());
      case SCHEDULED, QUEUED, RUNNING, RETRYING, SUCCEEDED, EXPIRED -> true;
    };
  }
}
