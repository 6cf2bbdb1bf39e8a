package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.schedule.ScheduleEffect;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleEvent;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.timer.PartitionClock;
import dev.offload.lifecycle.timer.TimerOwner.OfSchedule;
import dev.offload.lifecycle.timer.TimerOwner.OfTask;
import dev.offload.lifecycle.timer.TimerQueue;
import dev.offload.lifecycle.timer.TimerQueue.Due;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of the lifecycle: passes every record, and every timer that is due when the alarm
/// rings, to the [Keeper] whose business it is.
final class LifecycleProcessor implements Processor<String, byte[], String, Outgoing> {
  private static final Logger log = LoggerFactory.getLogger(LifecycleProcessor.class);

  private final Surroundings surroundings;

  private ProcessorContext<String, Outgoing> context;
  private TimerQueue timers;
  private Keeper<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> tasks;
  private Keeper<
          Optional<ScheduleEntry>,
          ScheduleInput,
          ScheduleEvent,
          ScheduleEffect,
          ScheduleMachine.Due>
      schedules;
  private Inputs inputs;
  private PartitionClock clock;
  private Instant listeningSince;
  private Alarm alarm;
  private Instant lookedAt;

  LifecycleProcessor(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void init(ProcessorContext<String, Outgoing> newContext) {
    context = newContext;
    timers = new TimerQueue(newContext.getStateStore(LifecycleTopology.TIMERS_STORE));
    TaskEncoder ofTasks = surroundings.tasks();
    Exit exit = new Exit(newContext, ofTasks.limits(), surroundings.instruments());
    tasks =
        new Keeper<>(
            ofTasks.machine(),
            ofTasks,
            Codecs.TASKS,
            newContext.getStateStore(LifecycleTopology.TASKS_STORE),
            key -> new OfTask(TaskId.parse(key)),
            timers,
            exit);
    schedules =
        new Keeper<>(
            surroundings.schedules().machine(),
            surroundings.schedules(),
            Codecs.SCHEDULES,
            newContext.getStateStore(LifecycleTopology.SCHEDULES_STORE),
            OfSchedule::new,
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
    if (!from.topic().equals(Topics.CONFIG.name())) {
      tasks
          .take(record, from, () -> inputs.read(from, record), now)
          .ifPresent(due -> lookAgain(due, now));
    } else if (Schedule.isKey(record.key())) {
      schedules
          .take(record, from, () -> Inputs.ofSchedule(record), now)
          .ifPresent(due -> lookAgain(due, now));
    }
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

  /// Looks are at least a tick apart.
  private void lookAgain(Instant due, Instant now) {
    Instant earliest = lookedAt.plus(surroundings.timers().tick());
    alarm.set(due.isBefore(earliest) ? earliest : due, now);
  }

  private void fire(Due timer, Instant now) {
    Instant due = timer.at();
    Optional<Instant> next =
        switch (timer.owner()) {
          case OfTask(TaskId id) -> tasks.fire(id.toString(), timerFired(due), now);
          case OfSchedule(String key) ->
              schedules.fire(key, _ -> new ScheduleInput.TimerFired(due), now);
        };
    next.ifPresent(armed -> lookAgain(armed, now));
  }

  private void review(Due timer, Instant now) {
    Instant due = timer.at();
    Optional<Instant> next =
        switch (timer.owner()) {
          case OfTask(TaskId id) -> tasks.review(id.toString(), due, timerFired(due), now);
          case OfSchedule(String key) ->
              schedules.review(key, due, _ -> new ScheduleInput.TimerFired(due), now);
        };
    next.ifPresent(armed -> lookAgain(armed, now));
  }

  private Function<TaskEntry, Input> timerFired(Instant due) {
    int partition = context.taskId().partition();
    return entry -> new TimerFired(due, listeningSince, surroundings.passedUntil(entry, partition));
  }
}
