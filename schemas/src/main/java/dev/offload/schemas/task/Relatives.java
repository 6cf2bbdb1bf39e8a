package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// The tasks and groups that a task has to do with.
///
/// @param parent the task that it was made for; null if there is none
/// @param follows the task or group whose successor it is; null if there is none
/// @param then its successors
public record Relatives(
    TaskId parent,
    Predecessor follows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Follower> then) {
  public static final Relatives NONE = new Relatives(null, null, List.of());

  public Relatives {
    then = then == null ? List.of() : List.copyOf(then);
  }

  /// Those of a task that was made for `parent`, which may be null.
  public static Relatives of(TaskId parent) {
    return new Relatives(parent, null, List.of());
  }
}
