package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.ChildrenAwaitedAgain;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.DebounceEnded;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.FormerCounted;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaited;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaitedAgain;
import dev.offload.lifecycle.task.TaskEvent.FormersEnded;
import dev.offload.lifecycle.task.TaskEvent.InputDropped;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskGivenUp;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.lifecycle.task.TaskEvent.UnitsReturned;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.lifecycle.task.TaskEvent.WaiterAnswered;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state machine of tasks: what is decided, applied and told.
public final class TaskMachine
    implements Machine<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> {
  private final Rules rules;
  private final Effects effects;
  private final Decisions decisions;

  /// `source` is the name of this installation in completions.
  public TaskMachine(Rules rules, URI source) {
    this(rules, new Effects(source), new Decider(HandOuts.open(rules)));
  }

  private TaskMachine(Rules rules, Effects effects, Decisions decisions) {
    this.rules = rules;
    this.effects = effects;
    this.decisions = decisions;
  }

  /// The same machine if nothing can be handed out before `until`, because the work topic is
  /// not as it should be.
  public TaskMachine closedUntil(Instant until) {
    return new TaskMachine(rules, effects, new Decider(HandOuts.closedUntil(rules, until)));
  }

  /// The same machine if a task that is to be handed out has to wait in a line first.
  public TaskMachine waitingIn(Line line) {
    return new TaskMachine(rules, effects, new Decider(HandOuts.behind(rules, line)));
  }

  /// The same machine if the task can't run, so that it waits in the `line` of its queue
  /// without units.
  public TaskMachine stopped(Line.OfQueue line) {
    return new TaskMachine(rules, effects, new Decider(HandOuts.stopped(rules, line)));
  }

  /// The same machine, but it fails the task, because `what` is too large for its step to be
  /// written.
  public TaskMachine failingBecause(TooLarge what) {
    return new TaskMachine(rules, effects, new TooLargeDecider(rules, what));
  }

  @Override
  public TaskEntry nothing() {
    return Unsubmitted.NOTHING;
  }

  @Override
  public List<Input> inTurn(TaskEntry entry, Input input) {
    return decisions.inTurn(entry, input);
  }

  @Override
  public List<TaskEvent> decide(TaskEntry entry, Input input, Instant now) {
    return decisions.decide(entry, input, now);
  }

  @Override
  public List<TaskEvent> follow(TaskEntry entry, Instant now) {
    return decisions.follow(entry, now);
  }

  /// The casts hold, because only events that fit their entry are decided.
  @Override
  public TaskEntry evolve(TaskEntry entry, TaskEvent event) {
    return switch (event) {
      case TaskScheduled e -> ((Unsubmitted) entry).scheduled(e);
      case TaskQueued e -> ((Unsubmitted) entry).queued(e);
      case TaskLinedUp e -> ((Unsubmitted) entry).linedUp(e);
      case TaskDebounced e -> ((Unsubmitted) entry).debounced(e);
      case DebounceEnded e -> ((Debounced) entry).ended(e);
      case FormersAwaited e -> ((Unsubmitted) entry).awaitingFormers(e);
      case FormerCounted e -> ((AwaitingFormers) entry).counted(e);
      case FormersEnded e -> ((AwaitingFormers) entry).ended(e);
      case TaskGivenUp e -> ((Active) entry).givenUp(e);
      case WaiterKept e -> entry.awaitedBy(e);
      case WaiterAnswered _ -> entry;
      case EarlyEventKept e -> ((Unsubmitted) entry).heard(e);
      case TurnAwaited e -> ((NotHandedOut) entry).linedUp(e);
      case UnitsTaken e -> ((InLine) entry).taking(e);
      case UnitsReturned e -> ((InLine) entry).returning(e);
      case AttemptHandedOut e -> ((Idle) entry).handedOut(e);
      case RunStarted e -> ((Reachable) entry).started(e);
      case LeaseTaken e -> ((Running) entry).leased(e);
      case CheckpointKept e -> ((Running) entry).checkpointed(e);
      case RunSnoozed e -> ((Reachable) entry).snoozed(e);
      case RunDelegated e -> ((Running) entry).delegated(e);
      case AttemptRetried e -> ((Reachable) entry).retried(e);
      case ChildCounted e -> entry.counted(e);
      case ProgressTold e -> ((Active) entry).progressTold(e);
      case RunOutdated e -> ((Active) entry).outdated(e);
      case CancelAsked e -> ((WithWorkers) entry).asked(e);
      case TaskSucceeded e -> ((Active) entry).succeeded(e);
      case TaskFailed e -> ((Active) entry).failed(e);
      case TaskCancelled e -> ((Active) entry).cancelled(e);
      case TaskExpired e -> ((Active) entry).expired(e);
      case InputDropped _ -> ((Replayable) entry).withoutInput();
      case StopKept e -> ((Ended) entry).stopped(e);
      case StopWithdrawn e -> ((Ended) entry).withdrawn(e);
      case TaskReplayed e -> ((Replayable) entry).replayed(e);
      case FormersAwaitedAgain _ -> AwaitingFormers.waiting(((Waiting) entry).work().next());
      case ChildrenAwaitedAgain _ -> Delegated.waiting(((Waiting) entry).work().next());
      case DeadlinePostponed e -> entry.postponed(e);
      case EarlyEventsDropped _, TaskForgotten _ -> Unsubmitted.NOTHING;
    };
  }

  @Override
  public Optional<Deadline<DeadlineKind>> deadline(TaskEntry entry) {
    return entry.deadline();
  }

  @Override
  public List<Effect> effects(
      TaskEntry before, List<TaskEvent> events, TaskEntry after, Instant now) {
    return effects.of(before, events, after, now);
  }

  /// A retention is not shortened, whichever clock has set it.
  @Override
  public boolean mayBeTooLate(TaskEntry entry, Instant due) {
    return entry
        .deadline()
        .filter(
            deadline -> deadline.kind() != DeadlineKind.RETENTION || deadline.at().isBefore(due))
        .isPresent();
  }
}
