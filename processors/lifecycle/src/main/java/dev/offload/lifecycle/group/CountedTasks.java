package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The tasks of a group that a partition has counted.
///
/// @param joined how many tasks have joined here, with the successors in the same group that tasks
///     here have made. Those are not counted where they are submitted
/// @param counts how many of the tasks here are in each state
/// @param errors why the first of those did not succeed that have ended so
public record CountedTasks(long joined, GroupCounts counts, List<GroupError> errors) {
  /// The longest message of an error that a group is told. The task has the whole.
  static final int MESSAGE_LENGTH = 200;

  /// The longest code of such an error.
  static final int CODE_LENGTH = 100;

  static final CountedTasks NONE = new CountedTasks(0, GroupCounts.NONE, List.of());

  public CountedTasks {
    errors = GroupError.checked(errors);
  }

  /// The same with a task that has joined, and is in `state`.
  CountedTasks joined(TaskState state) {
    return made().arrived(state);
  }

  /// The same with a successor that was made here, and has joined by that.
  CountedTasks made() {
    return new CountedTasks(joined + 1, counts, errors);
  }

  /// The same with a task in `state` that was counted before as joined.
  CountedTasks arrived(TaskState state) {
    return new CountedTasks(joined, counts.with(state), errors);
  }

  /// Whether a task in `state` may be one that was counted.
  boolean hasOneIn(TaskState state) {
    return counts.of(state) > 0;
  }

  /// The same once a task has gone from one state to another.
  CountedTasks moved(TaskState from, TaskState to) {
    return new CountedTasks(joined, counts.without(from).with(to), errors);
  }

  /// The same with the error of a task that has ended without success, for a reason that nobody
  /// wanted.
  CountedTasks failed(TaskId task, TaskError error, Instant at) {
    GroupError one = new GroupError(task, shortened(error), at);
    return new CountedTasks(
        joined, counts, GroupError.first(Stream.concat(errorsWithout(task), Stream.of(one))));
  }

  /// The same without the error of a task that runs again.
  CountedTasks replayed(TaskId task) {
    return new CountedTasks(joined, counts, errorsWithout(task).toList());
  }

  private Stream<GroupError> errorsWithout(TaskId task) {
    return errors.stream().filter(known -> !known.task().equals(task));
  }

  /// Many of them have to fit in the group's entry.
  private static TaskError shortened(TaskError error) {
    return new TaskError(
        shortened(error.code(), CODE_LENGTH),
        shortened(error.message(), MESSAGE_LENGTH),
        error.isFinal(),
        error.attempt());
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean cutsAPair = Character.isHighSurrogate(text.charAt(most - 2));
    return text.substring(0, most - (cutsAPair ? 2 : 1)) + "…";
  }
}
