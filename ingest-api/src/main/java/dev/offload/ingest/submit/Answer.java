package dev.offload.ingest.submit;

import java.util.Optional;

/// What becomes of a submission, in the form its client is answered in.
public interface Answer<A> {

  /// Whether [#await()] has nothing to wait for.
  boolean isDecided();

  /// The answer if the task is taken, where that is known already: it is kept then, and not the
  /// task.
  Optional<A> expected();

  /// The answer once the task is taken.
  ///
  /// @throws dev.offload.ingest.problem.ProblemException where it is refused, or it is not known
  ///     whether it was taken
  A await() throws InterruptedException;
}
