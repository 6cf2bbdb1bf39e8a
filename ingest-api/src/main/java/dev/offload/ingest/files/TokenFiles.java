package dev.offload.ingest.files;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.auth.Grant;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keeps tokens to the files that their task has made.
@ApplicationScoped
class TokenFiles {
  private final Caller caller;
  private final TaskSeeker tasks;

  TokenFiles(Caller caller, TaskSeeker tasks) {
    this.caller = caller;
    this.tasks = tasks;
  }

  /// @param file as the client wrote it
  /// @throws ProblemException `not-found` if the caller has a token that is not for this file,
  ///     whether it exists or not
  void check(String file) throws InterruptedException {
    Optional<Grant> grant = caller.grant();
    if (grant.isPresent() && !hasMade(grant.get(), file)) {
      throw ProblemException.notFound("file");
    }
  }

  private boolean hasMade(Grant grant, String file) throws InterruptedException {
    return switch (grant) {
      case Grant.OfTask(TaskId task) ->
          tasks.seek(caller.tenant(), task.toString()).task().files().stream()
              .anyMatch(made -> made.id().equals(file));
      case Grant.OfGroup _, Grant.OfUser _, Grant.OfEndpoints _, Grant.OfUpload _ -> false;
    };
  }
}
