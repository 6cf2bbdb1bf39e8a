package dev.offload.lifecycle.task;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A worker running one attempt in a [World]. It may die or fall silent at any point, or go on
/// although it has lost its record's lock.
final class WorldRun {
  private enum Phase {
    TAKEN,
    STARTED,
    CLAIMED,
    OVER
  }

  private final World world;
  private final QueueRecord record;
  private final Run says;
  private Phase phase = Phase.TAKEN;
  private int checkpoints;

  WorldRun(World world, QueueRecord record, Run says) {
    this.world = world;
    this.record = record;
    this.says = says;
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /// Everything it might do next. Ends are rare, so that lives get long.
  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    switch (phase) {
      case TAKEN -> addBeginnings(moves);
      case STARTED -> {
        moves.add(_ -> claim());
        moves.add(_ -> checkpoint());
        addEnds(moves);
      }
      case CLAIMED -> {
        moves.add(_ -> world.append(says.heartbeat(world.now())));
        moves.add(_ -> world.append(says.heartbeat(world.now())));
        moves.add(_ -> checkpoint());
        addEnds(moves);
      }
      case OVER -> {}
    }
    return moves;
  }

  private void addBeginnings(List<Move> moves) {
    if (record.isTooLate(world.now())) {
      moves.add(_ -> expire());
      moves.add(_ -> die());
      return;
    }
    if (world.isStopped()) {
      moves.add(_ -> cancel());
      moves.add(_ -> cancel());
    }
    moves.add(_ -> start());
    moves.add(_ -> start());
    moves.add(_ -> endAtOnce(says.succeededAtOnce(world.now()), this::succeed));
    moves.add(_ -> endAtOnce(says.failedAtOnce(world.now()), this::fail));
    moves.add(this::snooze);
    moves.add(_ -> die());
  }

  private void addEnds(List<Move> moves) {
    if (world.isStopped()) {
      moves.add(_ -> cancel());
      moves.add(_ -> cancel());
    }
    moves.add(_ -> succeed());
    moves.add(_ -> fail());
    moves.add(_ -> fail());
    moves.add(this::snooze);
    moves.add(_ -> die());
    moves.add(this::endRarely);
    moves.add(_ -> world.spawn());
    if (world.spawned() > record.childrenTold) {
      moves.add(_ -> end(says.delegated(world.now(), world.spawned())));
      moves.add(_ -> end(says.delegated(world.now(), world.spawned())));
    }
  }

  private void endRarely(int choice) {
    switch (choice % 4) {
      case 0 -> end(says.failed(world.now(), true, null));
      case 1 -> cancel();
      case 2 -> end(says.failed(world.now(), false, Duration.ofSeconds(choice % 90)));
      default -> checkpoint();
    }
  }

  /// How a healthy worker ends it, whatever has happened.
  void finish() {
    if (world.isStopped()) {
      cancel();
      return;
    }
    if (phase == Phase.TAKEN && record.isTooLate(world.now())) {
      expire();
      return;
    }
    if (phase == Phase.TAKEN) {
      start();
    }
    succeed();
  }

  void die() {
    phase = Phase.OVER;
    if (record.isHeldBy(this)) {
      record.unlocked(world.logEnd());
    }
  }

  /// The worker's part on the last delivery: not to run it.
  void refuseAsPoison() {
    end(says.failed(world.now()));
  }

  private void start() {
    world.append(
        record.childrenTold == 0
            ? says.started(world.now())
            : says.startedKnowing(record.childrenTold, world.now()));
    phase = Phase.STARTED;
  }

  private void claim() {
    world.append(says.claimed(world.now()));
    phase = Phase.CLAIMED;
    accept();
  }

  private void checkpoint() {
    checkpoints++;
    world.append(says.checkpointed(world.now(), Fixtures.json(says.id() + "/" + checkpoints)));
  }

  private void succeed() {
    end(says.succeeded(world.now(), Fixtures.json(says.id())));
  }

  /// It has read that the task must not run.
  private void cancel() {
    end(says.cancelled(world.now()));
  }

  /// It has taken the record too late.
  private void expire() {
    end(says.expired(world.now()));
  }

  private void fail() {
    end(says.failed(world.now()));
  }

  private void snooze(int choice) {
    end(says.snoozed(world.now(), Duration.ofSeconds(choice % 20)));
  }

  /// Start and end in one event. A run that was told of children tells its start separately.
  private void endAtOnce(AttemptEvent both, Runnable otherwise) {
    if (record.childrenTold == 0) {
      end(both);
    } else {
      start();
      otherwise.run();
    }
  }

  private void end(AttemptEvent event) {
    world.append(event);
    phase = Phase.OVER;
    accept();
  }

  private void accept() {
    if (record.isHeldBy(this)) {
      record.settled(world.logEnd());
    }
  }
}
