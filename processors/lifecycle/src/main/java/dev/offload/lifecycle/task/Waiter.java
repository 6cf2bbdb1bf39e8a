package dev.offload.lifecycle.task;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.FormerAsked;
import java.util.List;
import java.util.stream.Stream;

/// A task that waits for another one, as that one knows it.
///
/// @param place which of its formers that one is
/// @param inFull whether it wants all that users see of that one's success
public record Waiter(TaskId task, String tenant, int place, boolean inFull) {
  /// How many tasks can wait for one.
  static final int MOST = 200;

  /// The same, without wanting all that users see.
  Waiter briefly() {
    return new Waiter(task, tenant, place, false);
  }

  /// `kept` and this one. A task that asks again has another question instead of the one before.
  List<Waiter> after(List<Waiter> kept) {
    return Stream.concat(kept.stream().filter(other -> !isOf(other)), Stream.of(this)).toList();
  }

  /// Whether `other` is a question of the same task for the same place.
  boolean isOf(Waiter other) {
    return task.equals(other.task) && place == other.place;
  }

  static Waiter of(FormerAsked question) {
    return new Waiter(question.by(), question.tenant(), question.place(), question.inFull());
  }
}
