package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A small world around the lifecycle of one task: a client, Kafka's topics, workers,
/// children, the clock and the timer store. It may go on in many ways ([#moves()]), most of
/// them bad. [#calm()] is what comes after that. Each step of the lifecycle is checked against
/// the [Law].
///
/// Within a topic, records are read in the order in which they were written, and every record
/// may be written twice. How far the lifecycle has read one topic says nothing about the
/// others.
final class World {
  /// One thing that can happen next. `choice` decides its details.
  interface Move {
    void make(int choice);
  }

  private static final int MOST_RUNS = 12;
  private static final int MOST_CHILDREN = 3;
  private static final Duration FAILOVER = Duration.ofSeconds(6);
  private static final int SLOWEST_TRANSACTION_MILLIS = 3_000;
  private static final int ROUNDS_TO_CALM = 60;

  private final TaskMachine machine = new TaskMachine(Life.RULES, URI.create("/offload/world"));
  private final Law law = new Law(machine);
  private final SubmitTask task;
  private final Route route;

  private final List<Input> submissions = new ArrayList<>();
  private final List<AttemptEvent> log = new ArrayList<>();
  private final List<Instant> logWrittenAt = new ArrayList<>();
  private final List<Input> coordination = new ArrayList<>();
  private final List<QueueRecord> records = new ArrayList<>();
  private final List<WorldRun> runs = new ArrayList<>();
  private final TreeSet<Instant> timers = new TreeSet<>();
  private int submissionsRead;
  private int logRead;
  private int coordinationRead;
  private int spawned;
  private int choice;

  private Instant now = Life.START;
  private Instant listeningSince = Life.START;
  private Instant heardUntil = Instant.EPOCH;
  private Instant reportsHeardUntil = Instant.EPOCH;
  private StoredEntry<TaskEntry, DeadlineKind> kept = Seen.nothing();

  /// What is kept of the task; null: nothing.
  private Seen entry;

  World(SubmitTask task, Route route) {
    this.task = task;
    this.route = route;
    submit();
    if (route == Route.DIRECT) {
      records.add(new QueueRecord(1, 0, now, task.timing().expiresAt()));
    }
  }

  Instant now() {
    return now;
  }

  /// Whether workers can read on `offload.control` that they are not to run it.
  boolean isStopped() {
    return law.stopStands();
  }

  int spawned() {
    return spawned;
  }

  int logEnd() {
    return log.size();
  }

  Seen entry() {
    return entry;
  }

  Law law() {
    return law;
  }

  void append(AttemptEvent event) {
    log.add(event);
    logWrittenAt.add(now);
  }

  void spawn() {
    spawned = Math.min(spawned + 1, MOST_CHILDREN);
  }

  /// Lets one thing happen, which follows from `newChoice`.
  void goOn(int newChoice) {
    List<Move> moves = moves();
    choice = newChoice / moves.size();
    moves.get(newChoice % moves.size()).make(choice);
  }

  private List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    moves.add(some -> advance(Duration.ofMillis(some % 4_000)));
    moves.add(some -> advance(Duration.ofSeconds(some % 90)));
    moves.add(_ -> learnWhatWasHeard());
    moves.add(_ -> failOver());
    moves.add(this::fireStale);
    moves.add(this::letStrangerSpeak);
    if (submissionsRead < submissions.size()) {
      moves.add(_ -> step(submissions.get(submissionsRead++)));
    } else if (entry != null && !entry.isOver()) {
      moves.add(_ -> submit());
    }
    if (isAnsweredByTheApi()) {
      moves.add(this::cancelSeldom);
      moves.add(this::mistakeItsEnd);
      if (entry.isOver()) {
        moves.add(this::replay);
      }
    }
    if (logRead < log.size()) {
      moves.add(_ -> step(new Report(log.get(logRead++))));
      moves.add(_ -> step(new Report(log.get(logRead++))));
    }
    if (coordinationRead < coordination.size()) {
      moves.add(_ -> step(coordination.get(coordinationRead++)));
    }
    if (!timers.isEmpty() && !timers.first().isAfter(now)) {
      moves.add(_ -> fire());
    }
    if (!log.isEmpty()) {
      moves.add(some -> append(log.get(some % log.size())));
    }
    if (spawned > 0) {
      moves.add(some -> endChild(some % spawned, some % 3 > 0));
    }
    addWorkersMoves(moves);
    return moves;
  }

  private void addWorkersMoves(List<Move> moves) {
    for (QueueRecord record : records) {
      if (record.isAvailable(now) && runs.size() < MOST_RUNS) {
        moves.add(_ -> take(record));
        moves.add(_ -> take(record));
      }
      if (record.isVisible(now) && !record.isSettled()) {
        moves.add(_ -> record.unlocked(logEnd()));
      }
    }
    for (WorldRun run : runs) {
      if (!run.isOver()) {
        moves.add(some -> makeOneOf(run.moves(), some));
        moves.add(some -> makeOneOf(run.moves(), some));
      }
    }
  }

  private static void makeOneOf(List<Move> moves, int choice) {
    moves.get(choice % moves.size()).make(choice / moves.size());
  }

  /// A second submission is read again. Workers see it only once, because an id that can be
  /// submitted again never takes the direct route.
  private void submit() {
    submissions.add(new Submission(task, route));
  }

  /// Whoever names a task has seen it, so its submission has been read at least once.
  private boolean isAnsweredByTheApi() {
    return entry != null && entry.isSubmitted();
  }

  private void cancelSeldom(int some) {
    if (some % 4 == 0) {
      submissions.add(new Cancellation(new CancelTask(task.taskId(), task.tenant(), now)));
    }
  }

  /// Somebody has seen its end and replays it: as it was, with another input, or later.
  private void replay(int some) {
    submissions.add(
        new Replay(
            new RetryTask(
                task.taskId(),
                task.tenant(),
                entry.task().version(),
                some % 3 == 0 ? Fixtures.json("edited " + some % 7) : null,
                some % 2 == 0 ? now.plusSeconds(some % 60) : null)));
  }

  /// Somebody takes it for ended after having seen an earlier end, or none.
  private void mistakeItsEnd(int some) {
    long version = entry.task().version() - (entry.isOver() ? 1 : 0) - some % 3;
    if (version < 1) {
      return;
    }
    submissions.add(
        some % 2 == 0
            ? new Replay(new RetryTask(task.taskId(), task.tenant(), version, null, null))
            : new Drop(new DropTask(task.taskId(), task.tenant(), version)));
  }

  private void advance(Duration step) {
    now = now.plus(step);
  }

  /// Another instance of the lifecycle goes on from here.
  private void failOver() {
    advance(FAILOVER);
    listeningSince = now;
  }

  private WorldRun take(QueueRecord record) {
    Run says = new Run(task.taskId(), record.attempt, "run-" + runs.size());
    WorldRun run = new WorldRun(this, record, says);
    runs.add(run);
    record.takenBy(run);
    if (record.isOnLastDelivery()) {
      refuse(run);
    }
    return run;
  }

  /// A worker does not run an attempt at its last delivery. If it dies before it has reported
  /// that, the record is gone silently.
  private void refuse(WorldRun run) {
    if (choice % 2 == 0) {
      run.refuseAsPoison();
    } else {
      run.die();
    }
  }

  private void endChild(int index, boolean well) {
    TaskState state = well ? TaskState.SUCCEEDED : TaskState.FAILED;
    coordination.add(
        new ChildReport(Fixtures.childEnded(task.taskId(), index, state, well ? 10 : 0)));
  }

  /// Asks Kafka until when everything on the topics has been heard.
  private void learnWhatWasHeard() {
    heardUntil =
        records.stream()
            .filter(record -> record.isVisible(now) && !record.isPassed(logRead))
            .map(record -> record.visibleAt.minusMillis(1))
            .min(Instant::compareTo)
            .orElse(now);
    reportsHeardUntil = logRead < log.size() ? logWrittenAt.get(logRead).minusMillis(1) : now;
  }

  /// The same for the topic that the task's deadline waits for.
  private Instant heardUntil() {
    if (entry == null || entry.deadline() == null) {
      return Instant.EPOCH;
    }
    return switch (entry.deadline().kind()) {
      case LEASE -> reportsHeardUntil;
      case EARLY -> submissionsPassedUntil();
      case DUE, WATCH, EXPIRY, STOP, RETENTION -> heardUntil;
    };
  }

  private Instant submissionsPassedUntil() {
    return submissionsRead < submissions.size() ? Instant.EPOCH : now;
  }

  private void fire() {
    Instant due = timers.pollFirst();
    step(timer(due));
  }

  /// A timer that was disarmed long ago, or never armed.
  private void fireStale(int some) {
    Instant due = Life.START.plusSeconds(some % 300).plusNanos(1);
    step(timer(due));
  }

  /// Somebody reports on an attempt that may never have been handed out.
  private void letStrangerSpeak(int some) {
    Run says = new Run(task.taskId(), 2 + some % 3, "stranger-" + some % 2);
    append(
        switch (some % 7) {
          case 0 -> says.started(now);
          case 1 -> says.succeeded(now);
          case 2 -> says.failed(now);
          case 3 -> says.snoozed(now, Duration.ofSeconds(1));
          case 4 -> says.heartbeat(now);
          case 5 -> says.cancelled(now);
          default -> says.checkpointed(now, Fixtures.json("stranger"));
        });
  }

  private TimerFired timer(Instant due) {
    return new TimerFired(due, listeningSince, heardUntil());
  }

  private void step(Input input) {
    var step = machine.step(kept, input, now, now);
    law.check(kept, input, step, now, this::isLost);
    move(step.arming());
    kept = step.isNothing() ? kept : step.after();
    entry = Seen.of(kept);
    for (Effect effect : step.effects()) {
      if (effect instanceof HandToWorkers(WorkItem item)) {
        int told = item.children() == null ? 0 : item.children().count();
        Instant visibleAt = now.plusMillis(choice % SLOWEST_TRANSACTION_MILLIS);
        records.add(new QueueRecord(item.attempt(), told, visibleAt, item.expiresAt()));
      }
    }
    law.checkTimers(entry, timers);
  }

  /// Whether nobody has the current attempt or will ever have it. Only the world knows.
  private boolean isLost() {
    return records.stream().allMatch(record -> record.isPassed(logRead));
  }

  private void move(Arming arming) {
    arming
        .disarm()
        .ifPresent(due -> assertThat(timers.remove(due)).as("a timer to disarm").isTrue());
    arming
        .arm()
        .ifPresent(
            due -> {
              assertThat(due).as("timer armed in the past").isAfterOrEqualTo(now);
              timers.add(due);
            });
  }

  /// From now on workers are healthy, everything written is read, children end, and the clock
  /// runs until the task has ended or should have ended. Commands are read first.
  void calm() {
    runs.forEach(World::settleDown);
    readAll();
    for (int round = 0; round < ROUNDS_TO_CALM && !hasEnded(); round++) {
      for (int child = 0; child < spawned; child++) {
        endChild(child, true);
      }
      readAll();
      workOff();
      learnWhatWasHeard();
      if (!hasEnded() && !timers.isEmpty()) {
        now = now.isBefore(timers.first()) ? timers.first() : now;
        fire();
        advance(Duration.ofMillis(SLOWEST_TRANSACTION_MILLIS));
      }
    }
  }

  private static void settleDown(WorldRun run) {
    if (!run.isOver()) {
      run.die();
    }
  }

  private void workOff() {
    for (QueueRecord record : List.copyOf(records)) {
      if (record.isAvailable(now)) {
        WorldRun run = take(record);
        if (!run.isOver()) {
          run.finish();
        }
        readAll();
      }
    }
  }

  boolean hasEnded() {
    return entry != null && entry.isOver();
  }

  /// Reads what is left.
  void readAll() {
    while (submissionsRead < submissions.size()) {
      step(submissions.get(submissionsRead++));
    }
    while (logRead < log.size()) {
      step(new Report(log.get(logRead++)));
    }
    while (coordinationRead < coordination.size()) {
      step(coordination.get(coordinationRead++));
    }
  }

  /// Everything that was ever written is written once more.
  void repeatEverything() {
    submissionsRead = 0;
    logRead = 0;
    coordinationRead = 0;
    readAll();
  }

  /// Somebody has seen its end and drops it. After that, everything that was reported about it
  /// comes once more.
  void drop() {
    step(new Drop(new DropTask(task.taskId(), task.tenant(), entry.task().version())));
    logRead = 0;
    coordinationRead = 0;
    readAll();
  }

  /// Workers take what is left, and nobody reports anything new until the end of the task's
  /// retention.
  void outliveRetention() {
    while (!timers.isEmpty()) {
      workOff();
      learnWhatWasHeard();
      now = now.isBefore(timers.first()) ? timers.first() : now;
      fire();
    }
  }
}
