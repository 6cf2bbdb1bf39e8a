package dev.offload.ingest.submit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.task.PublicTask;
import java.util.function.Function;

/// A submission that is under way: durable, and where it has a key decided, once it is awaited.
public sealed interface Acceptance permits NewTask, OneTaskPerKey.Known, OneTaskPerKey.Written {

  /// The answer to it, in a form of its own. What is known of the task already is brought into that
  /// form now, and not kept otherwise.
  ///
  /// @throws ProblemException where it is refused already
  <A> Answer<A> as(Function<PublicTask, A> form);

  /// The task once it is taken.
  ///
  /// @throws ProblemException where it is refused, or it is not known whether it was taken
  default PublicTask await() throws InterruptedException {
    return as(Function.<PublicTask>identity()).await();
  }
}
