package dev.offload.ingest.submit;

import java.util.Optional;

/// The answer to a submission, in the form that the client gets.
public interface Answer<A> {

  /// Whether [#await()] has nothing to wait for.
  boolean isDecided();

  /// The answer if the task is accepted, if that is already known. Then this is kept, and not the
  /// task.
  Optional<A> expected();

  /// The answer when the task is accepted.
  ///
  /// @throws dev.offload.ingest.problem.ProblemException if it is refused, or if it is not known
  ///     whether it was accepted
  A await() throws InterruptedException;
}
