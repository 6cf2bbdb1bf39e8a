package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Stopped;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A small world around the lifecycle of one task: a client, Kafka's topics, workers,
/// children, limits, the clock and the timers. It may go on in many ways ([WorldMoves]), most of
/// them bad. [#calm()] is what comes after that. Each step of the lifecycle is checked against
/// the [Law]. Every record may be written twice.
final class World {
  private static final int MOST_CHILDREN = 3;
  private static final Duration FAILOVER = Duration.ofSeconds(6);
  private static final int SLOWEST_TRANSACTION_MILLIS = 3_000;
  private static final int ROUNDS_TO_CALM = 60;

  /// One for each limit, and one in the queue.
  private static final int MOST_TURNS = 4;

  private final TaskMachine machine = new TaskMachine(Life.RULES, URI.create("/offload/world"));
  private final Law law = new Law();
  private final SubmitTask task;
  private final QueueTopic topic;
  private final WorldUnits units;

  private final WorldLog log = new WorldLog();
  private final List<QueueRecord> records = new ArrayList<>();
  private final List<WorldRun> runs = new ArrayList<>();
  private final TreeSet<Instant> timers = new TreeSet<>();
  private int spawned;
  private int choice;
  private boolean isCrowded;

  private Instant now = Life.START;
  private Instant listeningSince = Life.START;
  private Instant heardUntil = Instant.EPOCH;
  private Instant reportsHeardUntil = Instant.EPOCH;
  private StoredEntry<TaskEntry, DeadlineKind> kept = Seen.nothing();

  /// What is kept of the task; null: nothing.
  private Seen entry;

  World(SubmitTask task, QueueTopic topic) {
    this.task = task;
    this.topic = topic;
    this.units = new WorldUnits(task);
    submit();
    if (topic == QueueTopic.DIRECT) {
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
    return log.reports();
  }

  Seen entry() {
    return entry;
  }

  WorldLog log() {
    return log;
  }

  List<QueueRecord> records() {
    return records;
  }

  List<WorldRun> runs() {
    return runs;
  }

  Law law() {
    return law;
  }

  WorldUnits units() {
    return units;
  }

  void append(AttemptEvent event) {
    log.report(event, now);
  }

  void spawn() {
    spawned = Math.min(spawned + 1, MOST_CHILDREN);
  }

  /// Lets one thing happen, which follows from `newChoice`.
  void goOn(int newChoice) {
    List<Move> moves = new WorldMoves(this, task).all();
    choice = newChoice / moves.size();
    moves.get(newChoice % moves.size()).make(choice);
  }

  /// A second submission is read again. Workers see it only once, because an id that can be
  /// submitted again never takes the direct route.
  void submit() {
    log.command(new Submission(task, topic));
  }

  void advance(Duration step) {
    now = now.plus(step);
  }

  /// From now on others are before the task, or nobody is.
  void crowd(boolean crowded) {
    isCrowded = crowded;
  }

  /// From now on the task can't run, or it can again.
  void stop(boolean stopped) {
    units.stop(stopped);
    step(new Stopped());
  }

  /// It is granted the units that it waits for, or its turn in the queue comes.
  void takeTurn() {
    Optional<LimitScope> awaited = WorldUnits.awaited(kept.entry());
    if (awaited.isPresent() || !units.isStopped()) {
      step(new Turn(awaited));
    }
  }

  /// Another instance of the lifecycle goes on from here.
  void failOver() {
    advance(FAILOVER);
    listeningSince = now;
  }

  WorldRun take(QueueRecord record) {
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

  void endChild(int index, boolean well) {
    TaskState state = well ? TaskState.SUCCEEDED : TaskState.FAILED;
    log.childReport(
        new ChildReport(Fixtures.childEnded(task.taskId(), index, state, well ? 10 : 0)));
  }

  /// Asks Kafka up to which time everything on the topics has been heard.
  void learnWhatWasHeard() {
    heardUntil =
        records.stream()
            .filter(record -> record.isVisible(now) && !record.isPassed(log.reportsRead()))
            .map(record -> record.visibleAt.minusMillis(1))
            .min(Instant::compareTo)
            .orElse(now);
    reportsHeardUntil = log.reportsHeardUntil(now);
  }

  /// The same for the topic that the task's deadline waits for.
  private Instant heardUntil() {
    if (entry == null || entry.deadline() == null) {
      return Instant.EPOCH;
    }
    return switch (entry.deadline().kind()) {
      case LEASE -> reportsHeardUntil;
      case EARLY -> log.commandsHeardUntil(now);
      case DUE, WATCH, EXPIRY, STOP, RETENTION -> heardUntil;
    };
  }

  boolean isTimerDue() {
    return !timers.isEmpty() && !timers.first().isAfter(now);
  }

  void fire() {
    fire(timers.first());
  }

  void fire(Instant due) {
    step(timer(due));
  }

  private TimerFired timer(Instant due) {
    return new TimerFired(due, listeningSince, heardUntil());
  }

  void step(Input input) {
    WorldGate gate = units.gate(kept.entry(), input, isCrowded);
    TaskMachine steps = gate.before(machine);
    law.madeBy(steps, gate);
    units.begin(input);
    var step = steps.step(kept, input, now, now);
    law.check(kept, input, step, now, this::isLost);
    move(step.arming());
    TaskEntry before = kept.entry();
    kept = step.isNothing() ? kept : step.after();
    units.end(before, step.events(), kept.entry());
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
    return records.stream().allMatch(record -> record.isPassed(log.reportsRead()));
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
    crowd(false);
    stop(false);
    for (int round = 0; round < ROUNDS_TO_CALM && !hasEnded(); round++) {
      for (int turn = 0; turn < MOST_TURNS; turn++) {
        takeTurn();
      }
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
    log.readAll(this::step);
  }

  /// Everything that was ever written is written once more.
  void repeatEverything() {
    log.repeatCommands();
    log.repeatReports();
    readAll();
  }

  /// Somebody has seen its end and drops it. After that, everything that was reported about it
  /// comes once more.
  void drop() {
    step(new Drop(new DropTask(task.taskId(), task.tenant(), entry.task().version())));
    log.repeatReports();
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
