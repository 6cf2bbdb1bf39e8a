package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.lifecycle.succession.Succession;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What follows a task: the successors that a client has named for it, and tasks that wait for it.
///
/// @param then all of them
/// @param made the indexes of those that have been submitted. Each is submitted once, also if the
///     task is replayed and ends again
/// @param waiters the tasks that wait for its end. Each is told once
public record Successors(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Successor> then,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> made,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Waiter> waiters) {
  static final Successors NONE = new Successors(List.of(), List.of(), List.of());

  public Successors {
    then = then == null ? List.of() : List.copyOf(then);
    made = made == null ? List.of() : List.copyOf(made);
    waiters = waiters == null ? List.of() : List.copyOf(waiters);
  }

  static Successors of(SubmitTask task) {
    return task.spec().then().isEmpty()
        ? NONE
        : new Successors(task.spec().then(), List.of(), List.of());
  }

  /// The same if these wait, too.
  Successors and(List<Waiter> more) {
    List<Waiter> all = waiters;
    for (Waiter one : more) {
      all = one.after(all);
    }
    return new Successors(then, made, all);
  }

  /// The same after the task has ended as `state`.
  Successors after(TaskState state) {
    List<Integer> due = due(state).boxed().toList();
    return due.isEmpty() && waiters.isEmpty()
        ? this
        : new Successors(
            then, Stream.concat(made.stream(), due.stream()).sorted().toList(), List.of());
  }

  /// What is submitted when the task ends as `state`.
  Stream<SubmitTask> submitted(TaskState state, Succession succession) {
    return due(state).mapToObj(index -> succession.successor(index, then.get(index)));
  }

  private IntStream due(TaskState state) {
    return IntStream.range(0, then.size())
        .filter(index -> !made.contains(index) && then.get(index).on().fits(state));
  }
}
