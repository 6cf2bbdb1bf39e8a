package dev.offload.lifecycle.group;

import dev.offload.schemas.task.TaskId;
import java.util.Optional;
import java.util.UUID;

/// Which of a group's tasks on its partition a tally has counted. That follows from how it began.
public sealed interface Coverage {
  /// All of them.
  ///
  /// @param underway the marks of the successors in the same group that tasks here have made, and
  ///     of those that are here. Those that are both cancel out
  record Whole(long underway) implements Coverage {}

  /// All of them, but an older release began to count, and did not mark successors.
  record WithoutMarks() implements Coverage {}

  /// Some of them: it was begun anew because the tally before can't be read. Nobody knows then who
  /// has ended before.
  record Anew() implements Coverage {}

  /// The marks of the successors that are under way; empty if not all of them are known.
  default Optional<Long> marks() {
    return switch (this) {
      case Whole(long marks) -> Optional.of(marks);
      case WithoutMarks _, Anew _ -> Optional.empty();
    };
  }

  default boolean isAnew() {
    return this instanceof Anew;
  }

  /// The same once the mark of `successor` is entered. That happens when it is made, and again when
  /// it is read, which cancels it out.
  default Coverage marking(TaskId successor) {
    UUID id = successor.uuid();
    long mark = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    return switch (this) {
      case Whole(long marks) -> new Whole(marks ^ mark);
      case WithoutMarks _, Anew _ -> this;
    };
  }
}
