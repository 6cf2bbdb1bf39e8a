package dev.offload.worker.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptCancelled;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptDelegated;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptExpired;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.Heartbeat;
import dev.offload.schemas.work.RunStart;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Writes what one run of an attempt reports. Its start makes the run the attempt's owner, so
/// it comes before everything else. It is told by [#started()], or before the first other
/// event, or together with an end that comes before both.
public final class RunJournal {
  private final RecordWriter writer;
  private final WorkItem item;
  private final String runId;
  private final String worker;
  private final InstantSource clock;
  private final RunStart start;
  private boolean isStartTold;

  /// The run starts now.
  public RunJournal(
      RecordWriter writer, WorkItem item, String runId, String worker, InstantSource clock) {
    this.writer = writer;
    this.item = item;
    this.runId = runId;
    this.worker = worker;
    this.clock = clock;
    this.start = new RunStart(clock.instant(), worker);
  }

  public WorkItem item() {
    return item;
  }

  /// Tells that the run has started, if it was not told yet.
  public synchronized void started() {
    if (!isStartTold) {
      isStartTold = true;
      // There is no need to wait. Kafka keeps the order, so it has this when it has the next
      // event.
      var _ =
          tell(
              new AttemptStarted(
                  item.taskId(),
                  item.tenant(),
                  item.attempt(),
                  runId,
                  start.at(),
                  worker,
                  item.children() == null ? null : item.childrenTold()));
    }
  }

  /// The start, for an end that is told together with it; null if it was told already. A run that
  /// was told of children tells its start separately, as its end has no room for all of it.
  private synchronized RunStart untoldStart() {
    if (item.children() != null) {
      started();
    }
    RunStart untold = isStartTold ? null : start;
    isStartTold = true;
    return untold;
  }

  private CompletableFuture<Void> write(AttemptEvent event) {
    started();
    return tell(event);
  }

  private CompletableFuture<Void> tell(AttemptEvent event) {
    return writer.write(Topics.ATTEMPTS, event.taskId().toString(), event);
  }

  public CompletableFuture<Void> claimed(Duration lease) {
    return write(
        new AttemptClaimed(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), lease));
  }

  public CompletableFuture<Void> alive(Duration lease) {
    return write(
        new Heartbeat(item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), lease));
  }

  public CompletableFuture<Void> checkpoint(JsonNode state) {
    return write(
        new Checkpointed(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), state));
  }

  /// Submits children of the task. Done when Kafka has all of them.
  public CompletableFuture<Void> spawned(List<Child> children) {
    started();
    ParentTask parent = new ParentTask(item.taskId(), item.tenant(), item.traceparent());
    return CompletableFuture.allOf(
        children.stream()
            .map(child -> parent.child(child.index(), child.spec(), timing(child)))
            .map(task -> writer.write(Topics.COMMANDS, task.taskId().toString(), task))
            .toArray(CompletableFuture<?>[]::new));
  }

  private Timing timing(Child child) {
    return Timing.atOnce(clock.instant()).expiringAt(child.expires() ? item.expiresAt() : null);
  }

  /// Progress is not waited for.
  public void progress(Progress progress) {
    started();
    TaskProgress report =
        new TaskProgress(item.taskId(), item.tenant(), item.attempt(), progress, clock.instant());
    var _ = writer.write(Topics.PROGRESS, item.taskId().toString(), report);
  }

  public CompletableFuture<Void> ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded done -> succeeded(done);
      case Outcome.Failed failure -> failed(failure);
      case Outcome.Snoozed snoozed -> write(snooze(snoozed.delay(), 0));
      case Outcome.Delegated to -> delegated(to.children());
    };
  }

  /// Hands the attempt back because this worker has not finished it. The attempt keeps its count of
  /// lost workers.
  public CompletableFuture<Void> handedBack() {
    return write(snooze(Duration.ZERO, item.lostRuns()));
  }

  /// Refuses the attempt, which comes again after `delay`. It keeps its count of lost workers.
  public CompletableFuture<Void> postponed(Duration delay) {
    return tell(snooze(delay, item.lostRuns()));
  }

  /// The task is cancelled, and with it the children with the given indexes that the run has
  /// spawned. If the run's start was not told, this refuses the attempt.
  public CompletableFuture<Void> cancelled(List<Integer> spawned) {
    ParentTask parent = new ParentTask(item.taskId(), item.tenant(), item.traceparent());
    for (int index : spawned) {
      CancelTask command = new CancelTask(parent.childId(index), item.tenant(), clock.instant());
      // This need not be waited for, just as a start.
      var _ = writer.write(Topics.COMMANDS, command.key(), command);
    }
    return tell(
        new AttemptCancelled(item.taskId(), item.tenant(), item.attempt(), runId, clock.instant()));
  }

  /// Refuses the attempt, because its record came too late.
  public CompletableFuture<Void> expired() {
    return tell(
        new AttemptExpired(item.taskId(), item.tenant(), item.attempt(), runId, clock.instant()));
  }

  private CompletableFuture<Void> succeeded(Outcome.Succeeded done) {
    return tell(
        new AttemptSucceeded(
            item.taskId(),
            item.tenant(),
            item.attempt(),
            runId,
            clock.instant(),
            done.result(),
            done.files(),
            untoldStart()));
  }

  private CompletableFuture<Void> failed(Outcome.Failed failure) {
    return tell(
        new AttemptFailed(
            item.taskId(),
            item.tenant(),
            item.attempt(),
            runId,
            clock.instant(),
            new TaskError(
                failure.code(),
                failure.message(),
                failure.isFinal(),
                item.attempt(),
                failure.answer()),
            failure.retryAfter(),
            untoldStart()));
  }

  private AttemptSnoozed snooze(Duration delay, int lostRuns) {
    return new AttemptSnoozed(
        item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), delay, lostRuns);
  }

  private CompletableFuture<Void> delegated(int children) {
    return write(
        new AttemptDelegated(
            item.taskId(), item.tenant(), item.attempt(), runId, clock.instant(), children));
  }
}
