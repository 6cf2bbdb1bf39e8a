package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The last 20 runs of a task as its users see them, one row per run. An attempt that ran more
/// than once has several rows.
///
/// @param runIds the run of each row; empty once nobody will ask any more
public record AttemptLog(List<Attempt> rows, List<String> runIds) {
  static final AttemptLog EMPTY = new AttemptLog(List.of(), List.of());

  public AttemptLog {
    rows = List.copyOf(rows);
    runIds = List.copyOf(runIds);
  }

  /// Whether the run has been heard of.
  boolean knows(String runId) {
    return runIds.contains(runId);
  }

  /// Whether a run of attempt `number` may have been heard of that is in no row any more.
  boolean mayHaveForgotten(int number) {
    return rows.size() == TaskRuns.MAX_ATTEMPTS_KEPT && rows.getFirst().number() == number;
  }

  AttemptLog withoutRuns() {
    return new AttemptLog(rows, List.of());
  }

  /// A run starts. A run that has not ended yet has lost the attempt. Of what others answered, only
  /// the latest is kept whole.
  AttemptLog started(String runId, String worker, int number, Instant at) {
    return closeOpen(Outcome.LOST, at, null)
        .withoutBodies()
        .add(runId, new Attempt(number, worker, at, null, null, null));
  }

  /// A run ends. If no start was seen, the run has refused the attempt, and gets a row too.
  AttemptLog ended(RunEnd end, int number) {
    TaskError error = end.error().orElse(null);
    return end.runId()
        .map(runId -> ended(runId, number, end.outcome(), end.at(), error))
        .orElseGet(() -> closeOpen(end.outcome(), end.at(), error));
  }

  private AttemptLog ended(String runId, int number, Outcome outcome, Instant at, TaskError error) {
    int row = runIds.indexOf(runId);
    if (row < 0) {
      Attempt refused = new Attempt(number, null, at, at, outcome, error);
      return closeOpen(Outcome.LOST, at, null).joinSnoozes(refused).add(runId, refused);
    }
    List<Attempt> changed = new ArrayList<>(rows);
    changed.set(row, closed(rows.get(row), outcome, at, error));
    return new AttemptLog(changed, runIds).closeOpen(Outcome.LOST, at, null);
  }

  /// Repeated hand-backs share one row, since they say nothing new and would push real
  /// attempts out.
  private AttemptLog joinSnoozes(Attempt next) {
    if (rows.isEmpty() || next.outcome() != Outcome.SNOOZED) {
      return this;
    }
    Attempt last = rows.getLast();
    boolean repeats =
        last.outcome() == Outcome.SNOOZED
            && last.number() == next.number()
            && last.worker() == null;
    return repeats ? dropAt(rows.size() - 1) : this;
  }

  private AttemptLog closeOpen(Outcome outcome, Instant at, TaskError error) {
    List<Attempt> changed = new ArrayList<>(rows.size());
    for (Attempt row : rows) {
      changed.add(row.outcome() == null ? closed(row, outcome, at, error) : row);
    }
    return new AttemptLog(changed, runIds);
  }

  private AttemptLog withoutBodies() {
    return new AttemptLog(
        rows.stream().map(row -> row.error() == null ? row : withoutBody(row)).toList(), runIds);
  }

  private static Attempt withoutBody(Attempt row) {
    return closed(row, row.outcome(), row.ended(), row.error().withoutBody());
  }

  private AttemptLog add(String runId, Attempt row) {
    AttemptLog room = rows.size() < TaskRuns.MAX_ATTEMPTS_KEPT ? this : dropAt(0);
    List<Attempt> newRows = new ArrayList<>(room.rows);
    newRows.add(row);
    List<String> newRunIds = new ArrayList<>(room.runIds);
    newRunIds.add(runId);
    return new AttemptLog(newRows, newRunIds);
  }

  private AttemptLog dropAt(int index) {
    List<Attempt> newRows = new ArrayList<>(rows);
    newRows.remove(index);
    List<String> newRunIds = new ArrayList<>(runIds);
    newRunIds.remove(index);
    return new AttemptLog(newRows, newRunIds);
  }

  private static Attempt closed(Attempt row, Outcome outcome, Instant at, TaskError error) {
    return new Attempt(row.number(), row.worker(), row.started(), at, outcome, error);
  }
}
