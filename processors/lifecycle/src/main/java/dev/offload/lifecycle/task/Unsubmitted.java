package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task whose submission has not been read yet. What has been heard of it waits for the
/// submission.
///
/// @param early what workers have reported of it
/// @param deadline when the wait is given up, counted from the first report
public record Unsubmitted(
    List<AttemptEvent> early, FanOut fanOut, Optional<Deadline<DeadlineKind>> deadline)
    implements TaskEntry {

  /// Nothing is known of the task.
  public static final Unsubmitted NOTHING =
      new Unsubmitted(List.of(), FanOut.NONE, Optional.empty());

  public Unsubmitted {
    early = List.copyOf(early);
  }

  /// Its early events are applied next.
  Waiting scheduled(TaskScheduled e) {
    Work work = Work.first(e.submitted(), Optional.of(e.runAt()), fanOut);
    return Waiting.scheduled(work, e.runAt());
  }

  /// Its early events are applied next.
  HandedOut queued(TaskQueued e) {
    Work work = Work.first(e.submitted(), Optional.empty(), fanOut);
    return HandedOut.first(work, e.handOut(), e.watchAt());
  }

  Debounced debounced(TaskDebounced e) {
    Work work = Work.first(e.submitted(), Optional.of(e.until()), fanOut);
    return Debounced.waiting(work, e.until());
  }

  InLine linedUp(TaskLinedUp e) {
    Work work = Work.first(e.submitted(), Optional.empty(), fanOut);
    return InLine.in(e.line(), e.at(), work);
  }

  Unsubmitted heard(EarlyEventKept e) {
    return new Unsubmitted(EarlyEvents.add(early, e.event()), fanOut, orGivenUp(e.giveUpAt()));
  }

  @Override
  public Unsubmitted counted(ChildCounted e) {
    return new Unsubmitted(early, fanOut.with(e), orGivenUp(e.giveUpAt()));
  }

  @Override
  public Unsubmitted postponed(DeadlinePostponed e) {
    return new Unsubmitted(
        early, fanOut, Optional.of(new Deadline<>(DeadlineKind.EARLY, e.until())));
  }

  private Optional<Deadline<DeadlineKind>> orGivenUp(Instant at) {
    return deadline.or(() -> Optional.of(new Deadline<>(DeadlineKind.EARLY, at)));
  }
}
