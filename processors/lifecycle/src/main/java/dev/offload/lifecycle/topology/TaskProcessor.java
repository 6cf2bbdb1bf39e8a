package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.task.Arming;
import dev.offload.lifecycle.task.Deadline.Kind;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Step;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.timer.PartitionClock;
import dev.offload.lifecycle.timer.TimerOwner.OfSchedule;
import dev.offload.lifecycle.timer.TimerOwner.OfTask;
import dev.offload.lifecycle.timer.TimerQueue;
import dev.offload.lifecycle.timer.TimerQueue.Due;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads a task's entry, steps it, saves it and forwards what others are told: for every record,
/// and whenever the alarm rings for the timers that are due. What is a schedule's goes to its
/// [ScheduleKeeper].
///
/// A step is computed and encoded whole before anything of it is written. What goes wrong until
/// then parks the record and touches nothing; what goes wrong afterwards is Kafka's and ends the
/// transaction.
final class TaskProcessor implements Processor<String, byte[], String, Outgoing> {
  private static final Logger log = LoggerFactory.getLogger(TaskProcessor.class);

  private final Surroundings surroundings;

  private ProcessorContext<String, Outgoing> context;
  private KeyValueStore<String, byte[]> tasks;
  private TimerQueue timers;
  private Exit exit;
  private ScheduleKeeper schedules;
  private Inputs inputs;
  private PartitionClock clock;
  private Instant listeningSince;
  private Alarm alarm;
  private Instant lookedAt;

  TaskProcessor(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void init(ProcessorContext<String, Outgoing> newContext) {
    context = newContext;
    tasks = newContext.getStateStore(LifecycleTopology.TASKS_STORE);
    timers = new TimerQueue(newContext.getStateStore(LifecycleTopology.TIMERS_STORE));
    exit = new Exit(newContext, surroundings.encoder(), surroundings.instruments());
    schedules =
        new ScheduleKeeper(
            surroundings,
            newContext.getStateStore(LifecycleTopology.SCHEDULES_STORE),
            timers,
            exit);
    inputs = new Inputs(surroundings.partitions());
    AgreedClock agreed = surroundings.clock();
    clock = new PartitionClock(agreed, agreed.tolerance(), timers.reached());
    alarm = new Alarm(newContext, this::look);
    listeningSince = Instant.EPOCH;
    lookedAt = Instant.EPOCH;
    listeningSince = now();
    lookedAt = listeningSince;
    lookAgain(listeningSince, listeningSince);
  }

  /// The time of this step. Where the partition had reached one that was wrong, it comes back.
  private Instant now() {
    Instant reached = clock.latest();
    Instant now = clock.now();
    if (now.isBefore(reached)) {
      log.error(
          "the clock has come back, it had been too far ahead partition={} reached={} now={}",
          context.taskId().partition(),
          reached,
          now);
      timers.comeBack(now);
      listeningSince = now;
      lookedAt = now;
      alarm.reset(now, now);
    }
    Instant steadySince = surroundings.clock().steadySince();
    if (steadySince.isAfter(listeningSince)) {
      // After a leap nobody is taken for silent who could not be heard meanwhile.
      listeningSince = steadySince;
    }
    return now;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    Instant now = now();
    if (from.topic().equals(Topics.CONFIG.name())) {
      schedules.take(record, from, now).ifPresent(due -> lookAgain(due, now));
      return;
    }
    byte[] stored = record.key() == null ? null : tasks.get(record.key());
    EncodedStep step;
    try {
      Input input = inputs.read(from, record.headers(), record.key(), record.value());
      step = encoder().step(EntryCodec.read(stored), input, now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      exit.park(record, from, e, now);
      return;
    }
    write(record.key(), step, now);
  }

  /// Fires a bounded number of due timers, and looks again when the next one is due.
  private void look() {
    Instant now = now();
    lookedAt = now;
    int limit = surroundings.timers().atMostPerTick();
    List<Due> due = timers.take(now, limit);
    due.forEach(timer -> fire(timer, now));
    List<Due> reviewed = timers.review(limit);
    reviewed.forEach(timer -> review(timer, now));
    surroundings.instruments().timersReached(context.taskId().partition(), timers.reached(), now);
    Instant horizon = now.plus(surroundings.timers().lookAhead());
    boolean more = due.size() == limit || reviewed.size() == limit;
    lookAgain(more ? now : timers.next(horizon).orElse(horizon), now);
  }

  /// Has a timer set right that was set by a clock too far ahead: it goes off, and whatever is not
  /// due yet is armed anew.
  private void review(Due timer, Instant now) {
    switch (timer.owner()) {
      case OfTask(TaskId id) -> {
        if (isToBeMended(timer, id.toString())) {
          timers.disarm(timer.at(), timer.owner());
          fire(timer, now);
        }
      }
      case OfSchedule(String key) ->
          schedules.review(key, timer.at()).ifPresent(due -> lookAgain(due, now));
    }
  }

  /// What has ended is kept as long as it was going to be.
  private boolean isToBeMended(Due timer, String key) {
    try {
      TaskEntry entry = EntryCodec.read(tasks.get(key));
      return entry != null
          && entry.deadline() != null
          && (entry.deadline().kind() != Kind.RETENTION
              || entry.deadline().at().isBefore(timer.at()));
    } catch (RuntimeException _) {
      return true;
    }
  }

  /// Looks are at least a tick apart.
  private void lookAgain(Instant due, Instant now) {
    Instant earliest = lookedAt.plus(surroundings.timers().tick());
    alarm.set(due.isBefore(earliest) ? earliest : due, now);
  }

  private void fire(Due timer, Instant now) {
    switch (timer.owner()) {
      case OfTask(TaskId id) -> fire(timer.at(), id.toString(), now);
      case OfSchedule(String key) ->
          schedules.fire(key, timer.at(), now).ifPresent(due -> lookAgain(due, now));
    }
  }

  private void fire(Instant due, String key, Instant now) {
    byte[] stored = tasks.get(key);
    EncodedStep step;
    try {
      TaskEntry before = EntryCodec.read(stored);
      Instant passed = surroundings.passedUntil(before, context.taskId().partition());
      Input input = new TimerFired(due, listeningSince, passed);
      step = encoder().step(before, input, now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      exit.parkStored(LifecycleTopology.TASKS_STORE, key, stored, e, now);
      return;
    }
    write(key, step, now);
  }

  private void write(String key, EncodedStep encoded, Instant now) {
    if (encoded.step().isNothing()) {
      return;
    }
    move(encoded.step().arming(), new OfTask(TaskId.parse(key)), now);
    tasks.put(key, encoded.entry() == null ? null : encoded.entry().get());
    encoded.outgoing().forEach(record -> exit.forward(record, now));
    note(key, encoded.step());
  }

  private void move(Arming arming, OfTask task, Instant now) {
    if (arming.disarm() != null) {
      timers.disarm(arming.disarm().at(), task);
    }
    if (arming.arm() != null) {
      timers.arm(arming.arm().at(), task);
      lookAgain(arming.arm().at(), now);
    }
  }

  private void note(String key, Step step) {
    for (TaskEvent event : step.events()) {
      surroundings.instruments().happened(event);
      if (event instanceof EarlyEventsDropped(int count)) {
        log.error(
            "attempt events dropped, for their task was never submitted taskId={} count={}",
            key,
            count);
      }
    }
  }

  private StepEncoder encoder() {
    return surroundings.encoder();
  }
}
