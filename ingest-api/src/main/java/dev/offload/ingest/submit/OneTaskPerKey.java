package dev.offload.ingest.submit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.kafka.write.NotWritten;
import dev.offload.kafka.write.Writing;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A submission with a key. It gets the one task with this key, if that has the same body.
record OneTaskPerKey(
    String tenant,
    TaskId id,
    String bodyHash,
    TaskView view,
    WaitReasons reasons,
    SubmissionLimits limits) {

  Acceptance known(Task task) {
    return new Existing(this, task);
  }

  Acceptance written(Writing writing, Instant deadline) {
    return new Written(this, writing, deadline);
  }

  private PublicTask sameAs(Task decided) {
    if (!bodyHash.equals(decided.bodyHash())) {
      throw ProblemException.of(
          ProblemCode.IDEMPOTENCY_MISMATCH,
          "This Idempotency-Key belongs to task %s, which was submitted with another body."
              .formatted(decided.id()));
    }
    return reasons.of(TaskSnapshot.withoutProgress(decided));
  }

  /// The task already existed.
  record Existing(OneTaskPerKey wanted, Task task) implements Acceptance {
    @Override
    public <A> Answer<A> as(Function<PublicTask, A> form) {
      return new Decided<>(form.apply(wanted.sameAs(task)));
    }
  }

  private record Decided<A>(A await) implements Answer<A> {
    @Override
    public boolean isDecided() {
      return true;
    }

    @Override
    public Optional<A> expected() {
      return Optional.of(await);
    }
  }

  /// The lifecycle has to decide which submission with this key was the first.
  record Written(OneTaskPerKey wanted, Writing writing, Instant deadline) implements Acceptance {
    @Override
    public <A> Answer<A> as(Function<PublicTask, A> form) {
      return new OnceDecided<>(this, form);
    }

    private Task decided() throws InterruptedException {
      try {
        writing.await();
      } catch (NotWritten e) {
        throw wanted.limits.undecided();
      }
      return wanted
          .view
          .await(wanted.tenant, wanted.id, deadline)
          .orElseThrow(wanted.limits::undecided);
    }
  }

  private record OnceDecided<A>(Written written, Function<PublicTask, A> form)
      implements Answer<A> {
    @Override
    public boolean isDecided() {
      return false;
    }

    @Override
    public Optional<A> expected() {
      return Optional.empty();
    }

    @Override
    public A await() throws InterruptedException {
      return form.apply(written.wanted.sameAs(written.decided()));
    }
  }
}
