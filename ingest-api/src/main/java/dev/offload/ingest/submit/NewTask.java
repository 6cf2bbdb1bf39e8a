package dev.offload.ingest.submit;

import dev.offload.kafka.write.NotWritten;
import dev.offload.kafka.write.Writing;
import dev.offload.schemas.task.PublicTask;
import java.util.Optional;
import java.util.function.Function;

/// A submission without a key. It is accepted when it is written.
record NewTask(PublicTask task, Writing writing, SubmissionLimits limits) implements Acceptance {

  @Override
  public <A> Answer<A> as(Function<PublicTask, A> form) {
    return new OnceWritten<>(form.apply(task), writing, limits);
  }

  private record OnceWritten<A>(A answer, Writing writing, SubmissionLimits limits)
      implements Answer<A> {
    @Override
    public boolean isDecided() {
      return writing.isOver();
    }

    @Override
    public Optional<A> expected() {
      return Optional.of(answer);
    }

    @Override
    public A await() {
      try {
        writing.await();
      } catch (NotWritten e) {
        throw limits.notWritten(e);
      }
      return answer;
    }
  }
}
