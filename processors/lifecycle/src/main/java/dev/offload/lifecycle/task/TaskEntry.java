package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import java.util.Optional;

/// All that the lifecycle keeps about one task: its state, what belongs to that state, and its
/// transitions.
///
/// ```
/// Unsubmitted ──► Waiting ◄──► HandedOut ──► Running ──► Ended: Succeeded
///                    ▲             ▲            │           or Replayable ──► Waiting
///                    └─────────────┼────────────┤                        or Delegated
///                                  └─ Delegated ┘
/// ```
/// If others are before it, a task is `InLine` before it is handed out. If others must succeed
/// before it, it is `AwaitingFormers` at first.
public sealed interface TaskEntry permits Unsubmitted, Submitted {
  /// What is known of its children.
  FanOut fanOut();

  /// When the clock moves it on. Empty while it waits for its children, and if nothing is
  /// known of it.
  Optional<Deadline<DeadlineKind>> deadline();

  /// The same with the end of one more child.
  TaskEntry counted(ChildCounted e);

  /// The same with one more task that waits for it. One that has ended keeps none.
  TaskEntry awaitedBy(WaiterKept e);

  /// The same with a later deadline.
  TaskEntry postponed(DeadlinePostponed e);

  /// Whether workers are told not to run it.
  default boolean isStopped() {
    return false;
  }
}
