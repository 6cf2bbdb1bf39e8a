package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Why a task of a group did not succeed.
///
/// @param at when it ended
public record GroupError(TaskId task, TaskError error, Instant at) {
  /// How many errors of a group are kept: the first ones.
  public static final int MOST = 10;

  private static final Comparator<GroupError> FIRST =
      Comparator.comparing(GroupError::at).thenComparing(GroupError::task);

  public GroupError {
    Require.present(task, "task");
    Require.present(error, "error");
    Require.present(at, "at");
  }

  /// The first ones of `all`, in order.
  public static List<GroupError> first(Stream<GroupError> all) {
    return all.sorted(FIRST).limit(MOST).toList();
  }

  /// An immutable copy of `errors`; empty for null.
  public static List<GroupError> checked(List<GroupError> errors) {
    List<GroupError> copy = errors == null ? List.of() : List.copyOf(errors);
    Require.that(copy.size() <= MOST, "errors", "be at most " + MOST, copy.size());
    return copy;
  }
}
