package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.line.Lines;
import dev.offload.lifecycle.line.NextLine;
import dev.offload.lifecycle.lost.HeardOfTask;
import dev.offload.lifecycle.store.Members;
import dev.offload.lifecycle.store.Places;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.timer.PartitionClock;
import dev.offload.lifecycle.timer.TimerQueue;
import dev.offload.lifecycle.topology.Keeper.Entries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of the lifecycle. It passes every record to whatever on it the record is for,
/// and every timer that is due when the alarm rings to the [Keeper] of its machine.
final class LifecycleProcessor implements Processor<String, byte[], String, Outgoing> {
  private static final Logger log = LoggerFactory.getLogger(LifecycleProcessor.class);

  private final PartitionTools tools;

  private ProcessorContext<String, Outgoing> context;
  private List<Keeper<?, ?, ?, ?, ?>> keepers;
  private List<Recipient> recipients;
  private PartitionTurns turns;
  private PartitionGroups groups;
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
    PartitionOutput output =
        new PartitionOutput(newContext, tools.machines().tasks().limits(), tools.instruments());
    KeyedRecords records = new KeyedRecords(tools.partitions());
    Keeper<?, ?, ?, ?, ?> tasks = tasks(records, output);
    List<Keeper<?, ?, ?, ?, ?>> others =
        tools.machines().others().stream()
            .<Keeper<?, ?, ?, ?, ?>>map(it -> it.on(entries(it.codec().store()), output))
            .toList();
    keepers = Stream.concat(Stream.of(tasks), others.stream()).toList();
    // Tasks come last, for they take what is for nobody else.
    recipients =
        Stream.of(others.stream(), Stream.of(turns, groups, tasks))
            .<Recipient>flatMap(part -> part)
            .toList();
    AgreedClock agreed = tools.times().clock();
    Instant reached =
        keepers.stream().map(it -> it.timers().reached()).max(Instant::compareTo).orElseThrow();
    clock = new PartitionClock(agreed, agreed.tolerance(), reached);
    alarm = new Alarm(newContext, tools.times().alarms(), this::look);
    listeningSince = Instant.EPOCH;
    lookedAt = Instant.EPOCH;
    listeningSince = now();
    lookedAt = listeningSince;
    lookAgain(listeningSince, listeningSince);
  }

  /// The keeper of tasks, and beside it their turns and groups, each of which needs the other.
  private Keeper<TaskEntry, Input, TaskEvent, ?, ?> tasks(
      KeyedRecords records, PartitionOutput output) {
    Lines lines = new Lines(new Places(store(Codecs.TASKS.store())), tools.flow().lines());
    Keeper<TaskEntry, Input, TaskEvent, ?, ?> tasks =
        new Keeper<>(
            tools.machines().tasks().with(new NextLine(lines, tools.flow().limits())),
            entries(Codecs.TASKS.store()),
            new TaskInputs(records, this::timerFired),
            output,
            (key, before, step) -> {
              turns.stepped(key, before, step.events(), step.after().entry());
              groups.stepped(key, before, step.effects(), step.after().entry());
            });
    turns =
        new PartitionTurns(
            lines,
            new PartitionLimits(
                new StoredLedgers(store(LifecycleTopology.LEDGERS_STORE)),
                store(Codecs.TASKS.store()),
                lines,
                tools.flow().limits(),
                output),
            records,
            output,
            (key, input, now) -> tasks.give(key, _ -> input, now));
    groups =
        new PartitionGroups(
            store(LifecycleTopology.TALLIES_STORE),
            new Members(store(Codecs.TASKS.store())),
            records,
            output,
            (key, input, now) -> tasks.give(key, _ -> input, now));
    return tasks;
  }

  private KeyValueStore<Bytes, byte[]> store(String name) {
    return context.getStateStore(name);
  }

  private Entries entries(String name) {
    KeyValueStore<Bytes, byte[]> store = store(name);
    TimerQueue timers = new TimerQueue(store, store(LifecycleTopology.CLOCK_STORE));
    return new Entries(store, timers, tools.machines().recentBytes());
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
      keepers.forEach(keeper -> keeper.timers().moveBack(now));
      listeningSince = now;
      lookedAt = now;
      alarm.reset(now, now);
    }
    Instant steadySince = tools.times().clock().steadySince();
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
    turns.tellLimits(!tools.backlog().isEmpty(), now).ifPresent(due -> lookAgain(due, now));
    groups.settle(now).ifPresent(due -> lookAgain(due, now));
    commitIfNoBacklog();
  }

  /// Returns the time for which a timer was armed.
  private Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    for (Recipient recipient : recipients) {
      if (recipient.isFor(from.topic(), record.key())) {
        return recipient.take(record, from, now);
      }
    }
    return Optional.empty();
  }

  /// Fires a bounded number of due timers, and sets the alarm for the next one.
  private void look() {
    Instant now = now();
    lookedAt = now;
    int limit = tools.times().timers().atMostPerTick();
    Instant next =
        keepers.stream().map(it -> look(it, now, limit)).min(Instant::compareTo).orElseThrow();
    Instant reached =
        keepers.stream().map(it -> it.timers().reached()).min(Instant::compareTo).orElseThrow();
    tools.instruments().timersReached(context.taskId().partition(), reached, now);
    lookAgain(next, now);
    handOutInTurn(now);
    groups.look(now).ifPresent(due -> lookAgain(due, now));
    turns.lookAtLimits(now).ifPresent(due -> lookAgain(due, now));
    commitIfNoBacklog();
  }

  private void handOutInTurn(Instant now) {
    turns.handOut(now).ifPresent(due -> lookAgain(due, now));
  }

  /// Returns when to look again.
  private Instant look(Keeper<?, ?, ?, ?, ?> keeper, Instant now, int limit) {
    Instant horizon = now.plus(tools.times().timers().lookAhead());
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
    Instant earliest = lookedAt.plus(tools.times().timers().tick());
    alarm.set(due.isBefore(earliest) ? earliest : due, now);
  }

  private TimerFired timerFired(TaskEntry entry, Instant due) {
    HeardOfTask heard = new HeardOfTask(tools.heard(), context.taskId().partition());
    return new TimerFired(due, listeningSince, heard.until(entry));
  }
}
