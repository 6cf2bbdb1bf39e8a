package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import java.util.Optional;

/// All that the lifecycle keeps of one task: its state, with what it can have in that state and the
/// ways that lead on from there.
///
/// ```
/// Unsubmitted ──► Waiting ◄──► HandedOut ──► Running ──► Ended: Closed
///                    ▲             ▲            │           or Replayable ──► Waiting
///                    └─────────────┼────────────┤                        or Delegated
///                                  └─ Delegated ┘
/// ```
public sealed interface TaskEntry permits Unsubmitted, Submitted {
  /// What has become of its children.
  FanOut fanOut();

  /// When the clock moves it on. Empty while it waits for its children, and where nothing is known.
  Optional<Deadline<DeadlineKind>> deadline();

  /// The same with one more of its children heard of.
  TaskEntry counted(ChildCounted e);

  /// The same looked at later.
  TaskEntry postponed(DeadlinePostponed e);

  /// Whether workers are told not to run it.
  default boolean isStopped() {
    return false;
  }
}
