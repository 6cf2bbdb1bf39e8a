package dev.offload.lifecycle.task;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What can happen next in a [World]. Most of it is bad.
record WorldMoves(World world, SubmitTask task) {
  private static final int MOST_RUNS = 12;

  List<Move> all() {
    WorldLog log = world.log();
    List<Move> moves = new ArrayList<>();
    moves.add(some -> world.advance(Duration.ofMillis(some % 4_000)));
    moves.add(some -> world.advance(Duration.ofSeconds(some % 90)));
    moves.add(_ -> world.learnWhatWasHeard());
    moves.add(_ -> world.failOver());
    moves.add(some -> world.crowd(some % 2 == 0));
    moves.add(_ -> world.takeTurn());
    if (world.units().areThere()) {
      moves.add(_ -> world.takeTurn());
      moves.add(some -> world.units().change(some));
      moves.add(some -> world.stop(some % 3 == 0));
    }
    moves.add(this::fireStale);
    moves.add(this::letStrangerSpeak);
    if (isAnsweredByTheApi() && !world.hasEnded()) {
      moves.add(this::handBackOftenSeldom);
    }
    if (log.hasNextCommand()) {
      moves.add(_ -> world.step(log.nextCommand()));
    } else if (world.entry() != null && !world.hasEnded()) {
      moves.add(_ -> world.submit());
    }
    if (isAnsweredByTheApi()) {
      moves.add(this::cancelSeldom);
      moves.add(this::mistakeItsEnd);
      if (world.hasEnded()) {
        moves.add(this::replay);
      }
    }
    if (log.hasNextReport()) {
      moves.add(_ -> world.step(log.nextReport()));
      moves.add(_ -> world.step(log.nextReport()));
    }
    if (log.hasNextChildReport()) {
      moves.add(_ -> world.step(log.nextChildReport()));
    }
    if (world.isTimerDue()) {
      moves.add(_ -> world.fire());
    }
    if (log.reports() > 0) {
      moves.add(some -> world.append(log.report(some % log.reports())));
    }
    if (world.spawned() > 0) {
      moves.add(some -> world.endChild(some % world.spawned(), some % 3 > 0));
    }
    addWorkersMoves(moves);
    return moves;
  }

  private void addWorkersMoves(List<Move> moves) {
    for (QueueRecord record : world.records()) {
      if (record.isAvailable(world.now()) && world.runs().size() < MOST_RUNS) {
        moves.add(_ -> world.take(record));
        moves.add(_ -> world.take(record));
      }
      if (record.isVisible(world.now()) && !record.isSettled()) {
        moves.add(_ -> record.unlocked(world.logEnd()));
      }
    }
    for (WorldRun run : world.runs()) {
      if (!run.isOver()) {
        moves.add(some -> makeOneOf(run.moves(), some));
        moves.add(some -> makeOneOf(run.moves(), some));
      }
    }
  }

  private static void makeOneOf(List<Move> moves, int choice) {
    moves.get(choice % moves.size()).make(choice / moves.size());
  }

  /// Whoever names a task has seen it, so its submission has been read at least once.
  private boolean isAnsweredByTheApi() {
    return world.entry() != null && world.entry().isSubmitted();
  }

  private void cancelSeldom(int some) {
    if (some % 4 == 0) {
      world
          .log()
          .command(new Cancellation(new CancelTask(task.taskId(), task.tenant(), world.now())));
    }
  }

  /// Somebody has seen its end and replays it: as it was, with another input, or later.
  private void replay(int some) {
    world
        .log()
        .command(
            new Replay(
                new RetryTask(
                    task.taskId(),
                    task.tenant(),
                    world.entry().task().version(),
                    some % 3 == 0 ? Fixtures.json("edited " + some % 7) : null,
                    some % 2 == 0 ? world.now().plusSeconds(some % 60) : null)));
  }

  /// Somebody takes it for ended after having seen an earlier end, or none.
  private void mistakeItsEnd(int some) {
    long version = world.entry().task().version() - (world.hasEnded() ? 1 : 0) - some % 3;
    if (version < 1) {
      return;
    }
    world
        .log()
        .command(
            some % 2 == 0
                ? new Replay(new RetryTask(task.taskId(), task.tenant(), version, null, null))
                : new Drop(new DropTask(task.taskId(), task.tenant(), version)));
  }

  /// A timer that was disarmed long ago, or never armed.
  private void fireStale(int some) {
    world.fire(Life.START.plusSeconds(some % 300).plusNanos(1));
  }

  /// So many runs of the attempt hand it back that earlier ones are forgotten.
  private void handBackOftenSeldom(int some) {
    if (some % 4 > 0 && world.entry().childrenTold() == 0) {
      return;
    }
    world.readAll();
    for (int run = 0; run <= TaskRuns.MAX_ATTEMPTS_KEPT && !world.hasEnded(); run++) {
      Run says =
          new Run(task.taskId(), world.entry().current().number(), "guest-" + world.logEnd());
      int told = world.entry().childrenTold();
      world.append(told == 0 ? says.started(world.now()) : says.startedKnowing(told, world.now()));
      world.append(says.snoozed(world.now(), Duration.ZERO));
      world.readAll();
    }
  }

  /// Somebody reports on an attempt that may never have been handed out.
  private void letStrangerSpeak(int some) {
    Run says = new Run(task.taskId(), 2 + some % 3, "stranger-" + some % 2);
    world.append(
        switch (some % 7) {
          case 0 -> says.started(world.now());
          case 1 -> says.succeeded(world.now());
          case 2 -> says.failed(world.now());
          case 3 -> says.snoozed(world.now(), Duration.ofSeconds(1));
          case 4 -> says.heartbeat(world.now());
          case 5 -> says.cancelled(world.now());
          default -> says.checkpointed(world.now(), Fixtures.json("stranger"));
        });
  }
}
