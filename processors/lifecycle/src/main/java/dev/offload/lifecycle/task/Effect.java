package dev.offload.lifecycle.task;

import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.WorkItem;

/// What a task's step tells others.
public sealed interface Effect {
  /// The task's state, for `offload.tasks`.
  record Show(Task task) implements Effect {}

  /// The task is gone: a tombstone on `offload.tasks`.
  record Forget(TaskId taskId) implements Effect {}

  /// An attempt for `offload.work.<queue>`.
  record HandToWorkers(WorkItem item) implements Effect {}

  /// The attempt must not start, and must stop where it runs: for `offload.control`.
  record StopWorkers(StopTask stop) implements Effect {}

  /// Workers need not be told to stop the task any more: a tombstone on `offload.control`.
  record WithdrawStop(TaskId taskId) implements Effect {}

  /// A child whose parent was cancelled is cancelled too, through `offload.commands`.
  record CancelChild(CancelTask command) implements Effect {}

  /// A successor of a task that has ended, for `offload.commands`.
  record SubmitSuccessor(SubmitTask task) implements Effect {}

  /// How many of a task's children have ended, for `offload.progress`.
  record TellProgress(TaskProgress progress) implements Effect {}

  /// Asks on `offload.coordination` whether the task is the last with its debounce key.
  record AskDebounce(DebounceAsked question) implements Effect {}

  /// Asks a task to tell how it ends, on `offload.coordination`.
  record AskFormer(FormerAsked question) implements Effect {}

  /// Tells a task that waits for this one how it ended, on `offload.coordination`.
  record TellWaiter(FormerEnded news) implements Effect {}

  /// The end of a child, for its parent, on `offload.coordination`.
  record TellParent(ChildEnded end) implements Effect {}

  /// Announces a task's end, on `offload.completions`.
  record Announce(Completion completion) implements Effect {}
}
