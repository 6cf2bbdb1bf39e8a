package dev.offload.ingest.submit;

import dev.offload.ingest.kafka.NotWritten;
import dev.offload.ingest.kafka.Writing;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;

/// A submission without a key: taken once it is written.
record NewTask(Task task, Writing writing, SubmissionLimits limits) implements Acceptance {
  @Override
  public boolean isDecided() {
    return writing.isOver();
  }

  @Override
  public PublicTask await() {
    try {
      writing.await();
    } catch (NotWritten e) {
      throw limits.notWritten(e);
    }
    return PublicTask.of(task, null);
  }
}
