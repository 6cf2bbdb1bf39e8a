package dev.offload.ingest.gallery;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.TaskSubmitter;
import dev.offload.ingest.task.EndAwaiter;
import dev.offload.ingest.task.PreferredWait;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.task.PublicTask;
import jakarta.enterprise.context.ApplicationScoped;

/// Has image workers read the pictures of faces, one task for each.
@ApplicationScoped
class PictureReader {
  private final GalleriesConfig.ReadingConfig config;
  private final TaskTypes types;
  private final TaskSubmitter submitter;
  private final TaskView view;
  private final EndAwaiter ends;

  PictureReader(
      GalleriesConfig config,
      TaskTypes types,
      TaskSubmitter submitter,
      TaskView view,
      EndAwaiter ends) {
    this.config = config.reading();
    this.types = types;
    this.submitter = submitter;
    this.view = view;
    this.ends = ends;
  }

  /// The task of a reading.
  ///
  /// @throws ProblemException `unavailable` if no workers read pictures here
  SubmitTask task(FaceReading reading) {
    String queue =
        types
            .find(ReadingTask.TYPE)
            .orElseThrow(
                () -> Readings.unavailable("This installation has no tasks that read pictures."))
            .queue();
    return ReadingTask.of(reading, queue, config.expireAfter());
  }

  /// @throws ProblemException if there is no room for the task
  void read(SubmitTask task) throws InterruptedException {
    submitter.submit(task);
  }

  /// Has a picture read unless its task is known. The lifecycle takes a task only once.
  void readOnce(FaceReading reading) throws InterruptedException {
    if (view.find(reading.tenant(), reading.task()).isEmpty()) {
      read(task(reading));
    }
  }

  /// Waits until the task of a reading has ended or the time for it is over, and returns the
  /// task.
  PublicTask await(FaceReading reading) throws InterruptedException {
    PublicTask begun = PublicTask.of(task(reading).begunAt(reading.since()), null);
    return ends.await(reading.tenant(), begun, new PreferredWait(config.limit()));
  }
}
