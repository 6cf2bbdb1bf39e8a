package dev.offload.ingest.files;

import dev.offload.files.StoredFile;
import dev.offload.ingest.schedule.ScheduledFiles;
import dev.offload.ingest.task.Finder;
import dev.offload.ingest.task.SubmissionWatch;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.view.TaskView.Build;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// What files are needed for, as this replica knows it. Only the answer of [#whenCurrent] makes it
/// certain that a file is not needed.
@ApplicationScoped
class FileNeeds {
  private final TaskView view;
  private final SubmissionWatch submissions;
  private final ScheduledFiles schedules;

  FileNeeds(TaskView view, SubmissionWatch submissions, ScheduledFiles schedules) {
    this.view = view;
    this.submissions = submissions;
    this.schedules = schedules;
  }

  /// What a tenant's files are needed for at this moment.
  Function<StoredFile, Optional<Need>> of(String tenant) {
    Map<String, String> scheduled = schedules.of(tenant);
    return file -> need(file, scheduled);
  }

  private Optional<Need> need(StoredFile file, Map<String, String> scheduled) {
    String id = file.id().value();
    return view.naming(file.tenant(), id)
        .<Need>map(Need.OfTask::new)
        .or(() -> makerAtWork(file).map(Need.OfMaker::new))
        .or(() -> view.groupNaming(file.tenant(), id).map(Need.OfGroup::new))
        .or(() -> Optional.ofNullable(scheduled.get(id)).map(Need.OfSchedule::new));
  }

  private Optional<TaskId> makerAtWork(StoredFile file) {
    return Optional.ofNullable(file.maker())
        .flatMap(TaskId::tryParse)
        .flatMap(maker -> view.find(file.tenant(), maker))
        .filter(task -> !task.state().hasEnded())
        .map(task -> task.id());
  }

  /// Looks after this replica knows everything that was written before this call. Empty if that
  /// takes longer than `patience`, or if the view was rebuilt meanwhile: then nothing is
  /// certain.
  <T> Optional<T> whenCurrent(Duration patience, Supplier<T> look) throws InterruptedException {
    Optional<Build> build = view.build();
    if (build.isEmpty() || !knowsAll(patience) || !schedules.catchUp()) {
      return Optional.empty();
    }
    T seen = look.get();
    return view.build().equals(build) ? Optional.of(seen) : Optional.empty();
  }

  private boolean knowsAll(Duration patience) throws InterruptedException {
    CompletableFuture<Void> passed = submissions.passed();
    try {
      return Finder.isDone(passed, patience);
    } finally {
      passed.cancel(false);
    }
  }
}
