package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.limit.LimitInput;
import dev.offload.lifecycle.line.Lines;
import dev.offload.lifecycle.line.NextLine;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.lifecycle.timer.PartitionClock;
import dev.offload.lifecycle.timer.TimerQueue;
import dev.offload.lifecycle.topology.Keeper.Entries;
import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.LimitGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of the lifecycle. It passes every record, and every timer that is due when
/// the alarm rings, to the [Keeper] of the machine that it is for.
final class LifecycleProcessor implements Processor<String, byte[], String, Outgoing> {
  private static final Logger log = LoggerFactory.getLogger(LifecycleProcessor.class);

  /// How many tasks of a queue are handed out at once.
  private static final int AT_MOST_IN_TURN = 200;

  private static final Duration WHILE_IN_LINE = Duration.ofMillis(250);

  /// How soon a change of a limit in use is noticed if no record comes.
  private static final Duration WHILE_LIMITED = Duration.ofSeconds(1);

  private final PartitionTools tools;

  private ProcessorContext<String, Outgoing> context;
  private Keeper<?, Input, ?, ?, ?> tasks;
  private Keeper<?, ScheduleInput, ?, ?, ?> schedules;
  private Keeper<?, LimitInput, ?, ?, ?> limits;
  private List<Keeper<?, ?, ?, ?, ?>> all;
  private PartitionOutput output;
  private PartitionLimits ledgers;

  /// Whether the last task that units were granted to has taken them.
  private boolean taken;

  private Lines lines;
  private Inputs inputs;
  private PartitionClock clock;
  private Instant listeningSince;
  private Alarm alarm;
  private Instant lookedAt;

  LifecycleProcessor(PartitionTools tools) {
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, Outgoing> newContext) {
    context = newContext;
    RecordLimits sizes = tools.tasks().limits();
    output = new PartitionOutput(newContext, sizes, tools.instruments());
    lines =
        new Lines(new Places(context.getStateStore(LifecycleTopology.TASKS_STORE)), tools.lines());
    tasks =
        new Keeper<>(
            tools.tasks().with(new NextLine(lines, tools.rules())),
            entries(LifecycleTopology.TASKS_STORE),
            this::timerFired,
            output,
            this::stepped);
    ledgers =
        new PartitionLimits(
            context.getStateStore(LifecycleTopology.LEDGERS_STORE), lines, tools.rules(), output);
    schedules =
        new Keeper<>(
            new PlainEncoder<>(tools.schedules(), Codecs.SCHEDULES, Outgoing::of, sizes),
            entries(LifecycleTopology.SCHEDULES_STORE),
            (_, due) -> new ScheduleInput.TimerFired(due),
            output,
            (_, _, _, _) -> {});
    limits =
        new Keeper<>(
            new PlainEncoder<>(tools.limits(), Codecs.LIMITS, Outgoing::of, sizes),
            entries(LifecycleTopology.LIMITS_STORE),
            (_, due) -> new LimitInput.TimerFired(due),
            output,
            (_, _, _, _) -> {});
    all = List.of(tasks, schedules, limits);
    inputs = new Inputs(tools.partitions());
    AgreedClock agreed = tools.clock();
    Instant reached =
        all.stream().map(it -> it.timers().reached()).max(Instant::compareTo).orElseThrow();
    clock = new PartitionClock(agreed, agreed.tolerance(), reached);
    alarm = new Alarm(newContext, tools.alarms(), this::look);
    listeningSince = Instant.EPOCH;
    lookedAt = Instant.EPOCH;
    listeningSince = now();
    lookedAt = listeningSince;
    lookAgain(listeningSince, listeningSince);
  }

  private Entries entries(String name) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    KeyValueStore<Bytes, byte[]> reached = context.getStateStore(LifecycleTopology.CLOCK_STORE);
    return new Entries(store, new TimerQueue(store, reached), tools.recentBytes());
  }

  /// The time of this step. If the partition had reached a wrong time, its clock and timers go
  /// back.
  private Instant now() {
    Instant reached = clock.latest();
    Instant now = clock.now();
    if (now.isBefore(reached)) {
      log.error(
          "the clock has come back, it had been too far ahead partition={} reached={} now={}",
          context.taskId().partition(),
          reached,
          now);
      all.forEach(keeper -> keeper.timers().moveBack(now));
      listeningSince = now;
      lookedAt = now;
      alarm.reset(now, now);
    }
    Instant steadySince = tools.clock().steadySince();
    if (steadySince.isAfter(listeningSince)) {
      // Workers could not be heard during a leap, so it must not count as silence.
      listeningSince = steadySince;
    }
    return now;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    Instant now = now();
    take(record, from, now).ifPresent(due -> lookAgain(due, now));
    handOutInTurn(now);
    tools.backlog().processed();
    tellLimits(tools.backlog().isEmpty(), now);
    commitIfNoBacklog();
  }

  /// Returns the time for which a timer was armed.
  private Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    String key = record.key();
    if (from.topic().equals(Topics.CONFIG.name())) {
      return Schedule.isKey(key)
          ? schedules.take(record, from, () -> Inputs.ofSchedule(record), now)
          : Optional.empty();
    }
    if (from.topic().equals(Topics.COORDINATION.name()) && key != null) {
      if (Limit.isKey(key)) {
        return limits.take(record, from, () -> inputs.ofLimit(from, record), now);
      }
      if (PartitionKey.partitionOf(key).isPresent()) {
        receive(record, from, now);
        return Optional.empty();
      }
    }
    return tasks.take(record, from, () -> inputs.read(from, record), now);
  }

  /// Takes what a limit's coordinator grants this partition.
  private void receive(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    LimitGrant grant;
    try {
      grant = inputs.ofGrant(from, record);
    } catch (RuntimeException | StackOverflowError e) {
      output.park(record, from, e, now);
      return;
    }
    for (PlaceKey next : ledgers.receive(grant, now)) {
      lines.served(next);
      taken = false;
      Keeper.Outcome outcome =
          tasks.give(next.entry(), _ -> new Turn(Optional.of(grant.scope())), now);
      if (outcome == Keeper.Outcome.PARKED) {
        lines.broken(next);
      }
      if (!taken) {
        ledgers.giveBack(grant.scope(), next.place().weight());
      }
    }
  }

  private void stepped(String key, TaskEntry before, List<TaskEvent> events, TaskEntry after) {
    lines.stepped(key, before, events, after);
    ledgers.stepped(before, after);
    taken |= events.stream().anyMatch(UnitsTaken.class::isInstance);
  }

  /// Under a backlog, limits are told at the next look what has changed.
  private void tellLimits(boolean isTime, Instant now) {
    if (isTime && ledgers.hasNews()) {
      ledgers.tell(now);
    }
    if (ledgers.hasNews()) {
      lookAgain(now, now);
    }
    ledgers.store();
  }

  /// Fires a bounded number of due timers, and sets the alarm for the next one.
  private void look() {
    Instant now = now();
    lookedAt = now;
    int limit = tools.timers().atMostPerTick();
    Instant next =
        all.stream().map(it -> look(it, now, limit)).min(Instant::compareTo).orElseThrow();
    Instant reached =
        all.stream().map(it -> it.timers().reached()).min(Instant::compareTo).orElseThrow();
    tools.instruments().timersReached(context.taskId().partition(), reached, now);
    lookAgain(next, now);
    handOutInTurn(now);
    ledgers.look();
    tellLimits(true, now);
    if (ledgers.isUsed()) {
      lookAgain(now.plus(WHILE_LIMITED), now);
    }
    commitIfNoBacklog();
  }

  /// Hands out the tasks whose turn it is. While others wait, it looks again although no record
  /// comes, because a worker may have been added or a pause may be over.
  private void handOutInTurn(Instant now) {
    for (PlaceKey next : lines.next(now, AT_MOST_IN_TURN)) {
      lines.served(next);
      switch (tasks.give(next.entry(), _ -> new Turn(Optional.empty()), now)) {
        case STEPPED -> {}
        case NOTHING -> lines.refused(next, now);
        case PARKED -> lines.broken(next);
      }
    }
    if (lines.isWaiting()) {
      lookAgain(now.plus(WHILE_IN_LINE), now);
    }
  }

  /// Returns when to look again.
  private Instant look(Keeper<?, ?, ?, ?, ?> keeper, Instant now, int limit) {
    Instant horizon = now.plus(tools.timers().lookAhead());
    boolean more = keeper.look(now, limit);
    return more ? now : keeper.timers().next(horizon).orElse(horizon);
  }

  /// While there is a backlog, the commit interval decides.
  private void commitIfNoBacklog() {
    if (tools.backlog().isEmpty()) {
      context.commit();
    }
  }

  /// Looks are at least a tick apart.
  private void lookAgain(Instant due, Instant now) {
    Instant earliest = lookedAt.plus(tools.timers().tick());
    alarm.set(due.isBefore(earliest) ? earliest : due, now);
  }

  private Input timerFired(TaskEntry entry, Instant due) {
    int partition = context.taskId().partition();
    return new TimerFired(due, listeningSince, tools.heardUntil(entry, partition));
  }
}
