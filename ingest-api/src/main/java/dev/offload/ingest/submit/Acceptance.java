package dev.offload.ingest.submit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.task.PublicTask;

/// A submission that is under way: durable, and where it has a key decided, once it is awaited.
public sealed interface Acceptance permits NewTask, OneTaskPerKey.Known, OneTaskPerKey.Written {

  /// Whether [#await()] has nothing to wait for.
  boolean isDecided();

  /// The task once it is taken.
  ///
  /// @throws ProblemException where it is refused, or it is not known whether it was taken
  PublicTask await() throws InterruptedException;
}
