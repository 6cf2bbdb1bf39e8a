package dev.offload.ingest.files;

import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.Standing;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.schemas.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Deletes a file for its owner, unless something needs it.
@ApplicationScoped
class FileDeleter {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileStore files;
  private final FileNeeds needs;
  private final LookupConfig config;

  FileDeleter(FileStore files, FileNeeds needs, LookupConfig config) {
    this.files = files;
    this.needs = needs;
    this.config = config;
  }

  /// @throws ProblemException `not-found`, `precondition-failed`, `file-in-use`, or `unavailable`
  ///     if it is not certain whether anything needs the file
  void delete(String tenant, String id, Preconditions conditions)
      throws IOException, InterruptedException {
    FileId fileId = FileId.parse(id).orElseThrow(FileDeleter::notFound);
    Standing.Idle idle = idle(tenant, fileId);
    conditions.require(Optional.of(FileAnswer.etag(idle.file())), "file");
    refuseIfNeeded(needs.of(tenant).apply(idle.file()));
    Optional<Optional<Need>> need =
        needs.whenCurrent(config.limit(), () -> needs.of(tenant).apply(idle.file()));
    refuseIfNeeded(need.orElseThrow(this::uncertain));
    if (!files.delete(idle)) {
      if (files.find(tenant, fileId).isEmpty()) {
        throw notFound();
      }
      throw inUse("a submission has just named it");
    }
  }

  /// Waits for submissions that name the file and are on their way into the log.
  private Standing.Idle idle(String tenant, FileId id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + config.limit().toNanos();
    while (true) {
      switch (files.look(tenant, id)) {
        case Standing.Absent _ -> throw notFound();
        case Standing.Idle idle -> {
          return idle;
        }
        case Standing.Held _ -> {
          if (System.nanoTime() > deadline) {
            throw uncertain();
          }
          Thread.sleep(PAUSE);
        }
      }
    }
  }

  private static void refuseIfNeeded(Optional<Need> need) {
    if (need.isPresent()) {
      throw inUse(need.get().reason());
    }
  }

  private static ProblemException inUse(String reason) {
    return ProblemException.of(
        ProblemCode.FILE_IN_USE, "The file was not deleted: %s.".formatted(reason));
  }

  private ProblemException uncertain() {
    return ProblemException.unavailable(
        "It is not certain yet whether a task needs the file. Nothing was deleted. It is "
            + "safe to ask again.",
        config.retryAfter());
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("file");
  }
}
