package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.line.Lines;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.task.HandedOut;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.Stopped;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.LimitGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The turns of the tasks in the lines of one partition: a task is handed out when workers have
/// room for it, or goes on when the coordinator of a limit grants it units.
final class PartitionTurns implements Recipient {
  /// How many tasks of a queue have their turn at once.
  private static final int AT_MOST_IN_TURN = 200;

  /// How many places are looked at when a queue has stopped.
  private static final int AT_MOST_STOPPED = 500;

  private static final Duration WHILE_IN_LINE = Duration.ofMillis(250);

  /// How soon a change of a limit in use is noticed if no record comes.
  private static final Duration WHILE_LIMITED = Duration.ofSeconds(1);

  private final Lines lines;
  private final PartitionLimits ledgers;
  private final KeyedRecords records;
  private final PartitionOutput output;
  private final Tasks tasks;

  /// Whether the last task that units were granted to has taken them.
  private boolean taken;

  /// Whether the last task whose turn had come was handed out.
  private boolean handedOut;

  /// Gives a task of this partition an input.
  @FunctionalInterface
  interface Tasks {
    Keeper.StepResult give(String key, Input input, Instant now);
  }

  PartitionTurns(
      Lines lines,
      PartitionLimits ledgers,
      KeyedRecords records,
      PartitionOutput output,
      Tasks tasks) {
    this.lines = lines;
    this.ledgers = ledgers;
    this.records = records;
    this.output = output;
    this.tasks = tasks;
  }

  /// A task's step has been written.
  void stepped(String key, TaskEntry before, List<TaskEvent> events, TaskEntry after) {
    lines.stepped(key, before, events, after);
    ledgers.stepped(key, before, after);
    taken |= events.stream().anyMatch(UnitsTaken.class::isInstance);
    handedOut |= after instanceof HandedOut;
  }

  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.COORDINATION.name())
        && key != null
        && PartitionKey.partitionOf(key).isPresent();
  }

  /// Takes what a limit's coordinator grants this partition. No timer is armed.
  @Override
  public Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    LimitGrant grant;
    try {
      grant = read(from, record);
    } catch (RuntimeException | StackOverflowError e) {
      output.park(record, from, e, now);
      return Optional.empty();
    }
    for (PlaceKey next : ledgers.receive(grant, now)) {
      lines.served(next);
      taken = false;
      Turn turn = new Turn(Optional.of(grant.scope()));
      if (tasks.give(next.entry(), turn, now) == Keeper.StepResult.PARKED) {
        lines.broken(next);
      }
      if (!taken) {
        ledgers.giveBack(grant.scope(), next.place().weight());
      }
    }
    return Optional.empty();
  }

  private LimitGrant read(RecordMetadata from, Record<String, byte[]> record) {
    if (!(records.coordination(from, record) instanceof LimitGrant grant)) {
      throw new UnreadableRecord("a record with the key of a partition must be a grant");
    }
    return grant;
  }

  /// Hands out the tasks whose turn it is. Those that go on to the line of a limit instead take
  /// no slots, so the next ones have them. Returns when to look again although no record comes:
  /// while others wait, a worker may be added or a pause may end.
  Optional<Instant> handOut(Instant now) {
    int turns = 0;
    boolean isLeft = true;
    while (isLeft && turns < AT_MOST_IN_TURN) {
      isLeft = false;
      for (PlaceKey next : lines.next(now, AT_MOST_IN_TURN - turns)) {
        isLeft |= leavesItsSlot(next, now);
        turns++;
      }
    }
    return lines.isWaiting()
        ? Optional.of(isLeft ? now : now.plus(WHILE_IN_LINE))
        : Optional.empty();
  }

  /// It is the turn of `next`. Returns whether it has left its slot to others.
  private boolean leavesItsSlot(PlaceKey next, Instant now) {
    lines.served(next);
    handedOut = false;
    return switch (tasks.give(next.entry(), new Turn(Optional.empty()), now)) {
      case STEPPED -> !handedOut;
      case NOTHING -> {
        lines.refused(next, now);
        yield false;
      }
      case PARKED -> {
        lines.broken(next);
        yield true;
      }
    };
  }

  /// Tells limits what has changed, unless there is a `backlog`, and stores it. Returns when to
  /// look again: under a backlog, they are told at the next look.
  Optional<Instant> tellLimits(boolean backlog, Instant now) {
    if (!backlog && ledgers.hasNews()) {
      ledgers.tell(now);
    }
    ledgers.store(now);
    return ledgers.hasNews() ? Optional.of(now) : Optional.empty();
  }

  /// The same when the alarm rings, when a limit may have changed or a queue may have stopped.
  Optional<Instant> lookAtLimits(Instant now) {
    ledgers.look(now);
    if (ledgers.isUsed()) {
      lookAtStoppedTasks(now);
    }
    Optional<Instant> news = tellLimits(false, now);
    Optional<Instant> used =
        ledgers.isUsed()
            ? Optional.of(lines.hasMoreStopped() ? now : now.plus(WHILE_LIMITED))
            : Optional.empty();
    return Stream.of(news, used).flatMap(Optional::stream).min(Instant::compareTo);
  }

  private void lookAtStoppedTasks(Instant now) {
    for (PlaceKey next : lines.stopped(now, AT_MOST_STOPPED)) {
      if (tasks.give(next.entry(), new Stopped(), now) == Keeper.StepResult.PARKED) {
        lines.broken(next);
      }
    }
  }
}
