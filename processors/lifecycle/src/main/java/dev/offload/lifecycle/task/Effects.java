package dev.offload.lifecycle.task;

import dev.offload.lifecycle.succession.Succession;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.AskDebounce;
import dev.offload.lifecycle.task.Effect.AskFormer;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.SubmitSuccessor;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.TaskEvent.Begun;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.WaiterAnswered;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a task's step tells others. If a step has several events, only the state after the
/// last is shown.
///
/// @param source the name of this installation in completions
record Effects(URI source) {

  List<Effect> of(TaskEntry before, List<TaskEvent> events, TaskEntry after, Instant now) {
    return switch (after) {
      case Unsubmitted unknown ->
          switch (before) {
            case Unsubmitted known -> unanswered(known, events, unknown);
            case Submitted submitted -> forgotten(submitted);
          };
      case Submitted submitted -> of(before, events, submitted, now);
    };
  }

  private List<Effect> of(TaskEntry before, List<TaskEvent> events, Submitted after, Instant now) {
    List<Effect> effects = new ArrayList<>(3);
    if (isNews(before, after)) {
      effects.add(new Show(after.task()));
      if (!(before instanceof Ended) || isReplayed(events)) {
        announcement(after).ifPresent(effects::add);
      }
    }
    handOut(before, after).ifPresent(effects::add);
    stopOrWithdraw(before, after).ifPresent(effects::add);
    if (events.stream().anyMatch(TaskCancelled.class::isInstance)) {
      cancelledChildren(after).forEach(effects::add);
    }
    progress(before, after).ifPresent(effects::add);
    for (TaskEvent event : events) {
      if (event instanceof TaskDebounced(SubmitTask task, _)) {
        effects.add(new AskDebounce(question(task)));
      }
    }
    if (after instanceof AwaitingFormers waiting && !(before instanceof AwaitingFormers)) {
      questions(waiting).forEach(effects::add);
    }
    if (after instanceof Ended ended && !(before instanceof Ended)) {
      successors(before, events, ended, now).forEach(effects::add);
      Fate fate = Fate.of(ended.end().state());
      waiters(before).map(waiter -> tell(waiter, fate, after)).forEach(effects::add);
    }
    for (TaskEvent event : events) {
      if (event instanceof WaiterAnswered(Waiter waiter, Fate fate)) {
        effects.add(tell(waiter, fate, after));
      }
    }
    return effects;
  }

  /// A task that runs again may end again in the same step.
  private static boolean isReplayed(List<TaskEvent> events) {
    return events.stream().anyMatch(TaskReplayed.class::isInstance);
  }

  private static Stream<Effect> questions(AwaitingFormers entry) {
    Subject subject = entry.subject();
    return entry
        .left()
        .mapToObj(
            place ->
                new AskFormer(
                    new FormerAsked(
                        entry.all().get(place).task(),
                        subject.tenant(),
                        subject.id(),
                        place,
                        entry.pointersTo(place).findAny().isPresent(),
                        subject.lineage().beforeAtOrNull())));
  }

  /// The tasks that wait for one that has not ended.
  private static Stream<Waiter> waiters(TaskEntry entry) {
    return switch (entry) {
      case Unsubmitted early -> early.waiters().stream();
      case Active active -> active.work().assignment().successors().waiters().stream();
      case Ended _ -> Stream.empty();
    };
  }

  /// A task of another tenant does not exist for the one that waits.
  private static Effect tell(Waiter waiter, Fate fate, Submitted entry) {
    if (!waiter.tenant().equals(entry.subject().tenant())) {
      return tell(waiter, Fate.UNKNOWN);
    }
    return waiter.inFull() && fate == Fate.SUCCEEDED
        ? new TellWaiter(
            new FormerEnded(
                waiter.task(),
                waiter.tenant(),
                waiter.place(),
                fate,
                PublicTask.of(entry.task(), null)))
        : tell(waiter, fate);
  }

  private static Effect tell(Waiter waiter, Fate fate) {
    return new TellWaiter(
        FormerEnded.briefly(waiter.task(), waiter.tenant(), waiter.place(), fate));
  }

  /// Nobody waits any more for a task that has not been submitted, or too many do.
  private static List<Effect> unanswered(
      Unsubmitted before, List<TaskEvent> events, Unsubmitted after) {
    if (before.waiters().isEmpty() && after.waiters().isEmpty()) {
      return List.of();
    }
    List<Effect> effects = new ArrayList<>();
    for (TaskEvent event : events) {
      if (event instanceof WaiterAnswered(Waiter waiter, Fate fate)) {
        effects.add(tell(waiter, fate));
      }
    }
    if (after.waiters().isEmpty()) {
      before.waiters().forEach(waiter -> effects.add(tell(waiter, Fate.UNKNOWN)));
    }
    return effects;
  }

  private static DebounceAsked question(SubmitTask task) {
    Timing timing = task.timing();
    return new DebounceAsked(task.taskId(), task.tenant(), timing.createdAt(), timing.debounce());
  }

  /// The task has not ended before, and what is to follow it is known from then, or from its
  /// submission in this step.
  private static Stream<Effect> successors(
      TaskEntry before, List<TaskEvent> events, Ended after, Instant now) {
    return switch (before) {
      case Active active -> {
        Assignment assignment = active.work().assignment();
        yield successors(assignment.successors(), assignment.traceparent(), after, now);
      }
      case Unsubmitted _ ->
          events.stream()
              .flatMap(event -> event instanceof Begun begun ? Stream.of(begun) : Stream.empty())
              .map(begun -> Assignment.of(begun.submitted()))
              .flatMap(task -> successors(task.successors(), task.traceparent(), after, now));
      case Ended _ -> Stream.empty();
    };
  }

  private static Stream<Effect> successors(
      Successors successors, Optional<String> traceparent, Ended after, Instant now) {
    if (successors.then().isEmpty()) {
      return Stream.empty();
    }
    Task task = after.task();
    var succession =
        new Succession(PublicTask.of(task, null), task.tenant(), now, traceparent.orElse(null));
    return successors.submitted(task.state(), succession).map(SubmitSuccessor::new);
  }

  private static boolean isNews(TaskEntry before, Submitted after) {
    return !(before instanceof Submitted known)
        || known.history().version() != after.history().version();
  }

  private static List<Effect> forgotten(Submitted before) {
    TaskId id = before.subject().id();
    return before.isStopped()
        ? List.of(new Forget(id), new WithdrawStop(id))
        : List.of(new Forget(id));
  }

  private static Optional<Effect> handOut(TaskEntry before, Submitted after) {
    boolean isNew =
        after instanceof HandedOut now
            && now.record().topic() == QueueTopic.WORK
            && !(before instanceof HandedOut then && then.record().equals(now.record()));
    return isNew
        ? Optional.of(new HandToWorkers(workItem(((HandedOut) after).work())))
        : Optional.empty();
  }

  private Optional<Effect> announcement(Submitted entry) {
    if (!(entry instanceof Ended ended)) {
      return Optional.empty();
    }
    Task task = ended.task();
    if (task.origin() == Origin.CLIENT) {
      return Optional.of(new Announce(completion(task)));
    }
    return ended.subject().lineage() instanceof Lineage.Child(_, TaskId parent, int index)
        ? Optional.of(
            new TellParent(
                new ChildEnded(
                    parent,
                    task.tenant(),
                    index,
                    task.state(),
                    Sums.of(task.result()),
                    ChildDetail.of(index, task.files(), error(task)).orElse(null))))
        : Optional.empty();
  }

  /// Why a child has not succeeded; null if it has. One that never ran has no error of its own.
  private static TaskError error(Task task) {
    return switch (task.state()) {
      case EXPIRED -> orElse(task.error(), "expired", "no worker took it before it expired");
      case CANCELLED -> orElse(task.error(), "cancelled", "it was cancelled");
      case SCHEDULED, QUEUED, RUNNING, RETRYING, SUCCEEDED, FAILED -> task.error();
    };
  }

  private static TaskError orElse(TaskError own, String code, String message) {
    return own == null ? new TaskError(code, message, true, 1) : own;
  }

  private static Optional<Effect> stopOrWithdraw(TaskEntry before, Submitted after) {
    if (before.isStopped() && !after.isStopped()) {
      return Optional.of(new WithdrawStop(after.subject().id()));
    }
    return !before.isStopped() && after instanceof WithWorkers asked
        ? asked
            .cancelAsked()
            .map(
                at ->
                    new StopWorkers(
                        new StopTask(
                            asked.subject().id(), asked.subject().tenant(), asked.attempt(), at)))
        : Optional.empty();
  }

  /// The children of a cancelled task are cancelled if it has delegated to them and they have
  /// not ended. Children that it spawned without delegating are known only to its worker.
  private static Stream<Effect> cancelledChildren(Submitted parent) {
    Subject subject = parent.subject();
    FanOut fanOut = parent.fanOut();
    ParentTask names = new ParentTask(subject.id(), subject.tenant(), null);
    return IntStream.range(0, fanOut.childrenTold())
        .filter(child -> !fanOut.ended().contains(child))
        .mapToObj(names::childId)
        .map(id -> new CancelTask(id, subject.tenant(), parent.task().finishedAt()))
        .map(CancelChild::new);
  }

  private static Optional<Effect> progress(TaskEntry before, Submitted after) {
    Optional<FanOut.ToldProgress> news = after.fanOut().told();
    return after instanceof Active active && !news.equals(before.fanOut().told())
        ? news.map(
            told ->
                new TellProgress(
                    new TaskProgress(
                        active.subject().id(),
                        active.subject().tenant(),
                        active.attempt(),
                        new Progress(told.done(), told.total(), null),
                        told.at())))
        : Optional.empty();
  }

  private static WorkItem workItem(Work work) {
    Subject subject = work.history().subject();
    Assignment assignment = work.assignment();
    return new WorkItem(
        subject.id(),
        subject.tenant(),
        subject.placement(),
        work.attempt(),
        assignment.run(),
        new EarlierRuns(
            assignment.checkpoint().orElse(null),
            work.lostRuns(),
            work.fanOut().summary().orElse(null)),
        work.expiry().orElse(null),
        assignment.traceparent().orElse(null));
  }

  private Completion completion(Task task) {
    return new Completion(
        Completion.idOf(task.id(), task.version()),
        source,
        task.finishedAt(),
        task.tenant(),
        PublicTask.of(task, null));
  }
}
