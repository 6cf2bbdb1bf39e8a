package dev.offload.ingest.submit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.task.PublicTask;
import java.util.function.Function;

/// A submission that is under way. After it was awaited it is durable, and decided if it has a key.
public sealed interface Acceptance permits NewTask, OneTaskPerKey.Existing, OneTaskPerKey.Written {

  /// The answer in the form that the client gets. What is already known of the task is brought into
  /// this form now, and not kept otherwise.
  ///
  /// @throws ProblemException if it is already refused
  <A> Answer<A> as(Function<PublicTask, A> form);

  /// The task when it is accepted.
  ///
  /// @throws ProblemException if it is refused, or if it is not known whether it was accepted
  default PublicTask await() throws InterruptedException {
    return as(Function.<PublicTask>identity()).await();
  }
}
