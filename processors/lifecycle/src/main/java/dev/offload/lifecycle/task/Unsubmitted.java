package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.Begun;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaited;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task whose submission has not been read yet. What has been heard of it waits for the
/// submission.
///
/// @param early what workers have reported of it
/// @param waiters the tasks that wait for it
/// @param deadline when the wait is given up, counted from the first report
public record Unsubmitted(
    List<AttemptEvent> early,
    FanOut fanOut,
    List<Waiter> waiters,
    Optional<Deadline<DeadlineKind>> deadline)
    implements TaskEntry {

  /// Nothing is known of the task.
  public static final Unsubmitted NOTHING =
      new Unsubmitted(List.of(), FanOut.NONE, List.of(), Optional.empty());

  public Unsubmitted {
    early = List.copyOf(early);
    waiters = List.copyOf(waiters);
  }

  /// Its early events are applied next.
  Waiting scheduled(TaskScheduled e) {
    Work work = work(e, Optional.of(e.runAt()));
    return Waiting.scheduled(work, e.runAt());
  }

  /// Its early events are applied next.
  HandedOut queued(TaskQueued e) {
    Work work = work(e, Optional.empty());
    return HandedOut.first(work, e.handOut(), e.watchAt());
  }

  AwaitingFormers awaitingFormers(FormersAwaited e) {
    return AwaitingFormers.waiting(work(e, Optional.empty()).awaitingFormers());
  }

  private Work work(Begun e, Optional<Instant> waitsUntil) {
    Work work = Work.first(e.submitted(), waitsUntil, fanOut);
    return waiters.isEmpty() ? work : work.awaitedBy(waiters);
  }

  Debounced debounced(TaskDebounced e) {
    Work work = work(e, Optional.of(e.until()));
    return Debounced.waiting(work, e.until());
  }

  InLine linedUp(TaskLinedUp e) {
    Work work = work(e, Optional.empty());
    return InLine.in(e.line(), e.at(), work);
  }

  Unsubmitted heard(EarlyEventKept e) {
    return new Unsubmitted(
        EarlyEvents.add(early, e.event()), fanOut, waiters, orGivenUp(e.giveUpAt()));
  }

  @Override
  public Unsubmitted counted(ChildCounted e) {
    return new Unsubmitted(early, fanOut.with(e), waiters, orGivenUp(e.giveUpAt()));
  }

  @Override
  public Unsubmitted awaitedBy(WaiterKept e) {
    return new Unsubmitted(early, fanOut, e.waiter().after(waiters), orGivenUp(e.giveUpAt()));
  }

  @Override
  public Unsubmitted postponed(DeadlinePostponed e) {
    return new Unsubmitted(
        early, fanOut, waiters, Optional.of(new Deadline<>(DeadlineKind.EARLY, e.until())));
  }

  private Optional<Deadline<DeadlineKind>> orGivenUp(Instant at) {
    return deadline.or(() -> Optional.of(new Deadline<>(DeadlineKind.EARLY, at)));
  }
}
