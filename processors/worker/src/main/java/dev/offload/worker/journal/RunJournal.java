package dev.offload.worker.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.attempt.AttemptClaimed;
import dev.offload.schemas.attempt.AttemptDelegated;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSnoozed;
import dev.offload.schemas.attempt.AttemptStarted;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.attempt.Checkpointed;
import dev.offload.schemas.attempt.Heartbeat;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What one run of an attempt tells the others. It begins with [#started()], which makes the run
/// the attempt's owner: of a run that never started nothing else counts.
public record RunJournal(
    Journal journal, WorkItem item, String runId, String worker, InstantSource clock) {

  public CompletableFuture<Void> started() {
    return journal.write(
        new AttemptStarted(
            item.taskId(),
            item.tenant(),
            item.attempt(),
            runId,
            clock.instant(),
            worker,
            item.children() == null ? null : item.childrenTold()));
  }

  public CompletableFuture<Void> claimed(Duration lease) {
    return journal.write(
        new AttemptClaimed(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), lease));
  }

  public CompletableFuture<Void> alive(Duration lease) {
    return journal.write(
        new Heartbeat(item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), lease));
  }

  public CompletableFuture<Void> checkpoint(JsonNode state) {
    return journal.write(
        new Checkpointed(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), state));
  }

  /// Submits children of the task. Done once Kafka has them all.
  public CompletableFuture<Void> spawned(List<Child> children) {
    ParentTask parent = new ParentTask(item.taskId(), item.tenant(), item.traceparent());
    return CompletableFuture.allOf(
        children.stream()
            .map(
                child ->
                    parent.child(
                        child.index(), child.type(), child.queue(), child.input(), clock.instant()))
            .map(task -> journal.write(Topics.COMMANDS, task.taskId().toString(), task))
            .toArray(CompletableFuture<?>[]::new));
  }

  /// Progress is worth telling, not worth waiting for.
  public void progress(Progress progress) {
    TaskProgress report =
        new TaskProgress(item.taskId(), item.tenant(), item.attempt(), progress, clock.instant());
    var _ = journal.write(Topics.PROGRESS, item.taskId().toString(), report);
  }

  public CompletableFuture<Void> ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded done -> succeeded(done);
      case Outcome.Failed failure -> failed(failure);
      case Outcome.Snoozed snooze -> snoozed(snooze.delay(), 0);
      case Outcome.Delegated to -> delegated(to.children());
    };
  }

  /// For a worker that has not come to an end with it; what is held against it stays with it.
  public CompletableFuture<Void> handedBack() {
    return snoozed(Duration.ZERO, item.lostRuns());
  }

  private CompletableFuture<Void> succeeded(Outcome.Succeeded done) {
    return journal.write(
        new AttemptSucceeded(
            item.taskId(),
            item.tenant(),
            item.attempt(),
            runId,
            clock.instant(),
            done.result(),
            done.files()));
  }

  private CompletableFuture<Void> failed(Outcome.Failed failure) {
    return journal.write(
        new AttemptFailed(
            item.taskId(),
            item.tenant(),
            item.attempt(),
            runId,
            clock.instant(),
            new TaskError(failure.code(), failure.message(), failure.isFinal(), item.attempt()),
            failure.retryAfter()));
  }

  private CompletableFuture<Void> snoozed(Duration delay, int lostRuns) {
    return journal.write(
        new AttemptSnoozed(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), delay, lostRuns));
  }

  private CompletableFuture<Void> delegated(int children) {
    return journal.write(
        new AttemptDelegated(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), children));
  }
}
