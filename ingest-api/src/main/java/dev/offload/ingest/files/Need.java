package dev.offload.ingest.files;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;

/// Why a file is kept.
sealed interface Need {

  /// In words that continue a sentence about the file.
  String reason();

  /// A task that is not forgotten names the file, or may name it.
  record OfTask(TaskId task) implements Need {
    @Override
    public String reason() {
      return "task %s needs it, until that task is forgotten".formatted(task);
    }
  }

  /// A task that has not ended has made the file.
  record OfMaker(TaskId task) implements Need {
    @Override
    public String reason() {
      return "task %s made it and has not ended".formatted(task);
    }
  }

  /// A group that is not forgotten names the file in what follows it.
  record OfGroup(GroupId group) implements Need {
    @Override
    public String reason() {
      return "group %s needs it, until that group is forgotten".formatted(group);
    }
  }

  /// A schedule names the file.
  record OfSchedule(String name) implements Need {
    @Override
    public String reason() {
      return "schedule %s names it".formatted(name);
    }
  }
}
