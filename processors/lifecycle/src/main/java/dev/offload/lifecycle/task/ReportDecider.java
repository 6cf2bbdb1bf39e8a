package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Attempt.Outcome;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what a worker's report means, and ignores the reports of runs that have lost the
/// attempt.
///
/// Only reports of the current attempt count. The last run to start owns it, and only the
/// owner can claim, fail or hand it back. The first success wins, whichever run reports it. A
/// run that reports an end without a start has refused the attempt. It was the last to have
/// the record, so it counts as the owner. A run that started before the task's children had
/// ended is ignored once they have. Not even its success counts, since it does not know of
/// them.
///
/// After so many runs that one may be forgotten, an end without a start may come from a run
/// that started long ago. It can't fail the attempt then, nor take it from another run, nor
/// succeed if the attempt has delegated.
record ReportDecider(Rules rules, FanOutDecider fanOuts, EndDecider ends) {

  List<TaskEvent> decide(Active entry, AttemptEvent event, Instant now) {
    if (event.attempt() != entry.attempt()) {
      return List.of();
    }
    if (isOutdated(entry, event)) {
      return entry.fanOut().outdated().contains(event.runId())
          ? List.of()
          : List.of(new RunOutdated(event.runId()));
    }
    // An attempt that waits to be handed out can't have been run.
    return entry instanceof Reachable reachable
        ? ofCurrentAttempt(reachable, event, now)
        : List.of();
  }

  private static boolean isOutdated(Active entry, AttemptEvent event) {
    return entry instanceof Delegated
        || entry.fanOut().outdated().contains(event.runId())
        || (event instanceof AttemptStarted started
            && !entry.history().log().knows(started.runId())
            && started.childrenTold() != entry.fanOut().childrenTold());
  }

  private List<TaskEvent> ofCurrentAttempt(Reachable entry, AttemptEvent event, Instant now) {
    boolean known = entry.history().log().knows(event.runId());
    boolean owns = entry instanceof Running running && running.isOwnedBy(event.runId());
    boolean mayBeForgotten = !known && entry.history().log().mayHaveForgotten(entry.attempt());
    boolean mayEnd = owns || !(known || mayBeForgotten);
    boolean mayLeave = mayEnd || (mayBeForgotten && !(entry instanceof Running));
    boolean mayBeOutdated = mayBeForgotten && entry.fanOut().hasDelegated(entry.attempt());
    return switch (event) {
      case AttemptStarted started when !known ->
          List.of(
              new RunStarted(
                  started.runId(), started.worker(), started.at(), now.plus(rules.watchAfter())));
      case AttemptClaimed claimed when owns -> List.of(leased(claimed.lease(), now));
      case Heartbeat heartbeat when owns -> List.of(leased(heartbeat.lease(), now));
      case Checkpointed checkpointed when owns ->
          List.of(new CheckpointKept(checkpointed.checkpoint()));
      case AttemptSucceeded succeeded when !mayBeOutdated -> ends.succeeded(entry, succeeded, now);
      case AttemptFailed failed when mayEnd ->
          ends.attemptFailed(entry, failed(failed), Optional.ofNullable(failed.retryAfter()), now);
      case AttemptSnoozed snoozed when mayLeave -> ends.snoozed(entry, snoozed, now);
      case AttemptDelegated delegated when owns ->
          fanOuts.delegated(
              (Running) entry, end(delegated, Outcome.DELEGATED), delegated.children(), now);
      case AttemptCancelled cancelled when mayLeave ->
          ends.cancelled(entry, end(cancelled, Outcome.CANCELLED), now);
      case AttemptExpired expired when !known && isExpiring(entry) ->
          ends.expired(entry, expired.at(), now);
      case AttemptStarted _,
          AttemptClaimed _,
          Heartbeat _,
          Checkpointed _,
          AttemptSucceeded _,
          AttemptFailed _,
          AttemptSnoozed _,
          AttemptDelegated _,
          AttemptCancelled _,
          AttemptExpired _ ->
          List.of();
    };
  }

  /// Whether it waits for an attempt that has not started and may start too late.
  private static boolean isExpiring(Active entry) {
    return !(entry instanceof Running) && entry.work().expiry().isPresent();
  }

  private static LeaseTaken leased(Duration length, Instant now) {
    return new LeaseTaken(Require.present(length, "lease"), now);
  }

  private static RunEnd.WithError failed(AttemptFailed event) {
    return new RunEnd.WithError(
        Optional.of(event.runId()), Outcome.FAILED, event.error(), event.at());
  }

  private static RunEnd end(AttemptEvent event, Outcome outcome) {
    return new RunEnd.WithoutError(Optional.of(event.runId()), outcome, event.at());
  }
}
