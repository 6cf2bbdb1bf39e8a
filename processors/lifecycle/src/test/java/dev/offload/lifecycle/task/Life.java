package dev.offload.lifecycle.task;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.AskFormer;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.SubmitSuccessor;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The life of one task without Kafka. It steps the inputs and keeps the effects.
public final class Life {
  public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  public static final Rules RULES =
      new Rules(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Fixtures.retention(Duration.ofDays(7), Duration.ofDays(30)),
          Duration.ofHours(1));

  private final TaskMachine machine = new TaskMachine(RULES, URI.create("/offload/test"));
  final List<Task> shown = new ArrayList<>();
  final List<WorkItem> handedOut = new ArrayList<>();
  final List<Completion> announced = new ArrayList<>();
  final List<SubmitTask> successors = new ArrayList<>();
  final List<ChildEnded> toldParents = new ArrayList<>();
  final List<FormerAsked> asked = new ArrayList<>();
  final List<FormerEnded> toldWaiters = new ArrayList<>();
  final List<TaskProgress> progress = new ArrayList<>();
  final Map<TaskId, StopTask> stops = new HashMap<>();
  final List<TaskId> cancelledChildren = new ArrayList<>();
  Instant now = START;
  Instant listeningSince = START;
  Instant heardUntil = Instant.EPOCH;
  Instant reportsHeardUntil = Instant.MAX;
  SubmitTask submitted = Fixtures.task(START);
  StoredEntry<TaskEntry, DeadlineKind> kept = Seen.nothing();
  Step<TaskEntry, TaskEvent, Effect, DeadlineKind> last =
      new Step<>(kept, List.of(), List.of(), Arming.NONE);

  /// The stored entry; null if there is none.
  Seen entry;

  /// A task that came by the direct route.
  static Life direct() {
    Life life = new Life();
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    return life;
  }

  /// A task that came through commands.
  static Life commanded() {
    Life life = new Life();
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    return life;
  }

  /// A direct task whose attempt 1 is run by `r1`.
  static Life running() {
    Life life = direct();
    life.report(life.run(1, "r1").started(life.now));
    return life;
  }

  /// A copy of this life that goes on separately, without the effects so far.
  Life copy() {
    Life copy = new Life();
    copy.now = now;
    copy.listeningSince = listeningSince;
    copy.heardUntil = heardUntil;
    copy.reportsHeardUntil = reportsHeardUntil;
    copy.submitted = submitted;
    copy.kept = kept;
    copy.entry = entry;
    return copy;
  }

  Run run(int attempt, String id) {
    return new Run(submitted.taskId(), attempt, id);
  }

  Life report(AttemptEvent event) {
    return step(new Report(event));
  }

  /// More runs hand attempt `number` back than the task has rows.
  Life handBackOften(int number) {
    int told = entry.childrenTold();
    for (int run = 0; run <= TaskRuns.MAX_ATTEMPTS_KEPT; run++) {
      Run says = run(number, "often-" + run);
      report(told == 0 ? says.started(now) : says.startedKnowing(told, now));
      report(says.snoozed(now, Duration.ZERO));
    }
    return this;
  }

  /// Somebody asks to cancel the task.
  Life cancel() {
    return step(new Cancellation(new CancelTask(submitted.taskId(), Fixtures.TENANT, now)));
  }

  /// Child `index` has succeeded, with 10 mails sent.
  Life childSucceeded(int index) {
    return childEnded(index, TaskState.SUCCEEDED, 10);
  }

  Life childSucceededBehindOthers(int index) {
    return stepBehindOthers(
        new ChildReport(Fixtures.childEnded(submitted.taskId(), index, TaskState.SUCCEEDED, 10)));
  }

  Life childEnded(int index, TaskState state, long sent) {
    return step(new ChildReport(Fixtures.childEnded(submitted.taskId(), index, state, sent)));
  }

  Life childMade(int index, String fileId) {
    return step(new ChildReport(Fixtures.childEnded(submitted.taskId(), index, fileId)));
  }

  Life advance(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /// Lets the clock reach the armed timer, and the timer go off.
  Life untilTimer() {
    return step(timer());
  }

  /// The same while others are before the task.
  Life untilTimerBehindOthers() {
    return stepBehindOthers(timer());
  }

  private TimerFired timer() {
    Instant due = entry.armed().at();
    now = now.isBefore(due) ? due : now;
    boolean isLease = entry.deadline().kind() == DeadlineKind.LEASE;
    return new TimerFired(due, listeningSince, isLease ? reportsHeardUntil : heardUntil);
  }

  /// A step while others are before the task.
  Life stepBehindOthers(Input input) {
    return keep(machine.waitingIn(new Line.OfQueue(Fixtures.QUEUE)).step(kept, input, now, now));
  }

  Life step(Input input) {
    return keep(machine.step(kept, input, now, now));
  }

  Life refuse(Input input, TooLarge what) {
    return keep(machine.failingBecause(what).step(kept, input, now, now));
  }

  private Life keep(Step<TaskEntry, TaskEvent, Effect, DeadlineKind> step) {
    last = step;
    kept = step.isNothing() ? kept : step.after();
    entry = Seen.of(kept);
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Show(Task task) -> shown.add(task);
        case HandToWorkers(WorkItem item) -> handedOut.add(item);
        case Announce(Completion completion) -> announced.add(completion);
        case TellParent(ChildEnded end) -> toldParents.add(end);
        case TellProgress(TaskProgress told) -> progress.add(told);
        case StopWorkers(StopTask stop) -> stops.put(stop.taskId(), stop);
        case WithdrawStop(TaskId taskId) -> stops.remove(taskId);
        case CancelChild(CancelTask command) -> cancelledChildren.add(command.taskId());
        case SubmitSuccessor(SubmitTask task) -> successors.add(task);
        case Effect.AskDebounce _ -> {}
        case AskFormer(FormerAsked question) -> asked.add(question);
        case TellWaiter(FormerEnded news) -> toldWaiters.add(news);
        case Effect.Forget _ -> shown.clear();
      }
    }
    return this;
  }

  Task task() {
    return entry.task();
  }

  TaskState state() {
    return entry.task().state();
  }
}
