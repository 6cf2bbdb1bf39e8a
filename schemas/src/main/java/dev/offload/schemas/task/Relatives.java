package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// The tasks and groups that a task has to do with.
///
/// @param parent the task that it was made for; null if there is none
/// @param follows the task or group whose successor it is; null if there is none
/// @param then its successors
/// @param after the tasks that it waits or has waited for
public record Relatives(
    TaskId parent,
    FormerId follows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SuccessorRef> then,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Former> after) {
  public static final Relatives NONE = of(null);

  public Relatives {
    then = then == null ? List.of() : List.copyOf(then);
    after = Former.checked(after);
  }

  /// Those of a task that was made for `parent`, which may be null.
  public static Relatives of(TaskId parent) {
    return new Relatives(parent, null, List.of(), List.of());
  }
}
