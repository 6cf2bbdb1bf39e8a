package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.Require;
import dev.offload.schemas.attempt.AttemptCancelled;
import dev.offload.schemas.attempt.AttemptClaimed;
import dev.offload.schemas.attempt.AttemptDelegated;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.attempt.AttemptExpired;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSnoozed;
import dev.offload.schemas.attempt.AttemptStarted;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.attempt.Checkpointed;
import dev.offload.schemas.attempt.Heartbeat;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what a worker's report means: the fencing.
///
/// Only reports of the current attempt count. The latest run to start owns it, and only its owner
/// can hold, fail or hand it back; the first success wins, whoever's. A run that reports an end
/// without a start has refused the attempt: it was the last to have the record, so it counts as
/// owner. A run that began before the task's children had ended is not listened to after: not even
/// its success counts, for it does not know of them.
record ReportDecider(Rules rules, FanOutDecider fanOuts) {

  List<TaskEvent> decide(TaskEntry entry, AttemptEvent event, Instant now) {
    if (entry == null || !entry.isSubmitted()) {
      return List.of(new EarlyEventKept(event, now.plus(rules.earlyPatience())));
    }
    return event
        .start()
        .map(start -> decideInTurn(entry, start, event, now))
        .orElseGet(() -> decideOne(entry, event, now));
  }

  /// Both in the order in which they happened, as if each had been written.
  private List<TaskEvent> decideInTurn(
      TaskEntry entry, AttemptEvent start, AttemptEvent end, Instant now) {
    List<TaskEvent> events = new ArrayList<>(decideOne(entry, start, now));
    events.addAll(decideOne(Evolution.evolve(entry, events), end, now));
    return events;
  }

  private List<TaskEvent> decideOne(TaskEntry entry, AttemptEvent event, Instant now) {
    if (entry.isOver() || event.attempt() != entry.current().number()) {
      return List.of();
    }
    if (isOutdated(entry, event)) {
      return entry.fanOutSoFar().outdated().contains(event.runId())
          ? List.of()
          : List.of(new RunOutdated(event.runId()));
    }
    // An attempt that waits to be handed out can't have been run.
    return entry.current().handOut() == null ? List.of() : ofCurrentAttempt(entry, event, now);
  }

  private static boolean isOutdated(TaskEntry entry, AttemptEvent event) {
    return entry.isDelegated()
        || entry.fanOutSoFar().outdated().contains(event.runId())
        || (event instanceof AttemptStarted started
            && !entry.knows(started.runId())
            && started.childrenTold() != entry.childrenTold());
  }

  private List<TaskEvent> ofCurrentAttempt(TaskEntry entry, AttemptEvent event, Instant now) {
    boolean known = entry.knows(event.runId());
    boolean owns = entry.current().isOwnedBy(event.runId());
    boolean ends = owns || !known;
    return switch (event) {
      case AttemptStarted started when !known ->
          List.of(
              new RunStarted(
                  started.runId(), started.worker(), started.at(), now.plus(rules.watchAfter())));
      case AttemptClaimed claimed when owns -> List.of(leased(claimed.lease(), now));
      case Heartbeat heartbeat when owns -> List.of(leased(heartbeat.lease(), now));
      case Checkpointed checkpointed when owns ->
          List.of(new CheckpointKept(checkpointed.checkpoint()));
      case AttemptSucceeded succeeded ->
          List.of(
              new TaskSucceeded(
                  end(succeeded, Outcome.SUCCEEDED, null),
                  succeeded.result(),
                  succeeded.files(),
                  forgetAt(entry, TaskState.SUCCEEDED, now)));
      case AttemptFailed failed when ends ->
          List.of(
              Decider.endedBadly(
                  entry,
                  end(failed, Outcome.FAILED, failed.error()),
                  failed.retryAfter(),
                  rules,
                  now));
      case AttemptSnoozed snoozed when ends ->
          List.of(
              new RunSnoozed(
                  end(snoozed, Outcome.SNOOZED, null),
                  now.plus(Backoff.atMostLongest(snoozed.delay())),
                  snoozed.lostRuns()));
      case AttemptDelegated delegated when owns ->
          fanOuts.delegated(
              entry, end(delegated, Outcome.DELEGATED, null), delegated.children(), now);
      case AttemptCancelled cancelled when ends ->
          List.of(
              new TaskCancelled(
                  end(cancelled, Outcome.CANCELLED, null),
                  forgetAt(entry, TaskState.CANCELLED, now)));
      case AttemptExpired expired when !known && isExpiring(entry) ->
          List.of(rules.expired(entry, expired.at(), now));
      case AttemptStarted _,
          AttemptClaimed _,
          Heartbeat _,
          Checkpointed _,
          AttemptFailed _,
          AttemptSnoozed _,
          AttemptDelegated _,
          AttemptCancelled _,
          AttemptExpired _ ->
          List.of();
    };
  }

  /// Whether it waits for an attempt that has not begun and may come too late.
  private static boolean isExpiring(TaskEntry entry) {
    return entry.expiry() != null && entry.task().state() != TaskState.RUNNING;
  }

  private Instant forgetAt(TaskEntry entry, TaskState state, Instant now) {
    return rules.forgetAt(entry.task().tenant(), state, now);
  }

  private static LeaseTaken leased(Duration length, Instant now) {
    return new LeaseTaken(Require.present(length, "lease"), now);
  }

  private static RunEnd end(AttemptEvent event, Outcome outcome, TaskError error) {
    return new RunEnd(event.runId(), outcome, error, event.at());
  }
}
