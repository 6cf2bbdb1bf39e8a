package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.TaskEvent.InputDropped;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.WaiterAnswered;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.FormerAsked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides that a task fails, in place of a step that can't be written because `what` is too
/// large. If another task only asks how it ends, that one gets a shorter answer.
record TooLargeDecider(Rules rules, TooLarge what) implements Decisions {
  /// Throws an [IllegalArgumentException] if there is no task that could fail.
  @Override
  public List<TaskEvent> decide(TaskEntry entry, Input input, Instant now) {
    if (input instanceof Submission(SubmitTask task, QueueTopic topic)) {
      Instant forgetAt = rules.forgetAt(task.tenant(), TaskState.FAILED, now);
      return List.of(
          HandOuts.open(rules).queued(task, topic, now),
          new TaskFailed(end(1, now), forgetAt),
          new InputDropped());
    }
    if (input instanceof Awaited(FormerAsked question)) {
      // A success in short is no answer for who wants it in full.
      Fate fate =
          entry instanceof Ended ended && !question.inFull()
              ? Fate.of(ended.end().state())
              : Fate.CROWDED;
      return List.of(new WaiterAnswered(Waiter.of(question).briefly(), fate));
    }
    if (!(entry instanceof Active active)) {
      throw new IllegalArgumentException(what.message());
    }
    List<TaskEvent> events =
        new ArrayList<>(new EndDecider(rules).failed(active, end(active.attempt(), now), now));
    events.add(new InputDropped());
    return events;
  }

  private RunEnd.WithError end(int attempt, Instant now) {
    TaskError error = new TaskError(TaskError.TOO_LARGE, what.message(), true, attempt);
    return new RunEnd.WithError(Optional.empty(), Outcome.FAILED, error, now);
  }
}
