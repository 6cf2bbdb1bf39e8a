package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.schedule.ScheduleEvent;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunSubmitted;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunsMissed;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleRemoved;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleSet;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The lifecycle's metrics: what happened to tasks, what was parked, how late timers are.
public final class Instruments {
  private final MeterRegistry registry;
  private final Counter parked;
  private final Map<Integer, AtomicLong> timersBehind = new ConcurrentHashMap<>();

  public Instruments(MeterRegistry registry) {
    this.registry = registry;
    this.parked =
        Counter.builder("offload.lifecycle.parked")
            .description("Records put on offload.parked because they could not be processed")
            .register(registry);
  }

  void parked() {
    parked.increment();
  }

  void happened(TaskEvent event) {
    counter(name(event)).increment();
  }

  void happened(ScheduleEvent event) {
    counter(name(event)).increment();
  }

  /// Notes up to when a partition's timers have gone off.
  void timersReached(int partition, Instant reached, Instant now) {
    timersBehind
        .computeIfAbsent(partition, this::behindGauge)
        .set(Math.max(0, Duration.between(reached, now).toMillis()));
  }

  private AtomicLong behindGauge(int partition) {
    return registry.gauge(
        "offload.lifecycle.timers.behind",
        Tags.of("partition", Integer.toString(partition)),
        new AtomicLong());
  }

  private Counter counter(String event) {
    return registry.counter("offload.lifecycle.events", "event", event);
  }

  private static String name(ScheduleEvent event) {
    return switch (event) {
      case ScheduleSet _ -> "schedule-set";
      case RunSubmitted _ -> "run-submitted";
      case RunsMissed _ -> "runs-missed";
      case ScheduleRemoved _ -> "schedule-removed";
    };
  }

  private static String name(TaskEvent event) {
    return switch (event) {
      case TaskScheduled _ -> "task-scheduled";
      case TaskQueued _ -> "task-queued";
      case AttemptHandedOut _ -> "attempt-handed-out";
      case RunStarted _ -> "run-started";
      case LeaseTaken _ -> "lease-taken";
      case CheckpointKept _ -> "checkpoint-kept";
      case RunSnoozed _ -> "run-snoozed";
      case RunDelegated _ -> "run-delegated";
      case ChildCounted _ -> "child-counted";
      case ProgressTold _ -> "progress-told";
      case RunOutdated _ -> "run-outdated";
      case AttemptRetried _ -> "attempt-retried";
      case TaskSucceeded _ -> "task-succeeded";
      case TaskFailed _ -> "task-failed";
      case TaskCancelled _ -> "task-cancelled";
      case TaskReplayed _ -> "task-replayed";
      case TaskExpired _ -> "task-expired";
      case CancelAsked _ -> "cancel-asked";
      case StopKept _ -> "stop-kept";
      case StopWithdrawn _ -> "stop-withdrawn";
      case EarlyEventKept _ -> "early-event-kept";
      case EarlyEventsDropped _ -> "early-events-dropped";
      case DeadlinePostponed _ -> "deadline-postponed";
      case TaskForgotten _ -> "task-forgotten";
    };
  }
}
