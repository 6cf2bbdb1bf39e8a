package dev.offload.ingest.files;

import dev.offload.schemas.task.TaskId;

/// What a file is kept for.
sealed interface Need {

  /// In words that go on a sentence about the file.
  String reason();

  /// A task that is kept names it, or may.
  record OfTask(TaskId task) implements Need {
    @Override
    public String reason() {
      return "task %s needs it, until that task is forgotten".formatted(task);
    }
  }

  /// A task that has not ended has made it.
  record OfMaker(TaskId task) implements Need {
    @Override
    public String reason() {
      return "task %s, which has made it, has not ended".formatted(task);
    }
  }

  /// A schedule names it.
  record OfSchedule(String name) implements Need {
    @Override
    public String reason() {
      return "schedule %s names it".formatted(name);
    }
  }
}
