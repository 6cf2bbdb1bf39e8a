package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;

/// What a task can follow: a task or a group, by its id. Its text is the id's.
public sealed interface FormerId permits TaskId, GroupId {

  /// The id of its successor number `index`. It follows from both ids, so that a second submission
  /// is the same task.
  default TaskId successorId(String tenant, int index) {
    return TaskId.derived(tenant, "then", toString(), Integer.toString(index));
  }

  @JsonCreator
  static FormerId parse(String text) {
    return text != null && text.startsWith(GroupId.PREFIX)
        ? GroupId.parse(text)
        : TaskId.parse(text);
  }
}
