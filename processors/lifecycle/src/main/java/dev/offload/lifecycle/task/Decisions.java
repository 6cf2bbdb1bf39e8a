package dev.offload.lifecycle.task;

import java.time.Instant;
import java.util.List;

/// What is decided about tasks: the part of [TaskMachine] that makes decisions.
interface Decisions {
  /// The inputs that `input` stands for, to be decided one after another.
  default List<Input> inTurn(TaskEntry entry, Input input) {
    return List.of(input);
  }

  List<TaskEvent> decide(TaskEntry entry, Input input, Instant now);

  /// What follows for `entry` once an input has been decided.
  default List<TaskEvent> follow(TaskEntry entry, Instant now) {
    return List.of();
  }
}
