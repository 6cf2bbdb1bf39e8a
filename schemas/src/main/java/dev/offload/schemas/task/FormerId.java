package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;

/// What a task can follow: a task or a group, by its id. Its text is the id's.
public sealed interface FormerId permits TaskId, GroupId {

  /// The id of its successor number `index`. It follows from this id and the index, so that a
  /// second submission is the same task. Groups have it so, whose ids are never used again, and
  /// tasks of an older release.
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
