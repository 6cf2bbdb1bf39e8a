package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.schedule.ScheduleInput.Deleted;
import dev.offload.lifecycle.schedule.ScheduleInput.Put;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.lifecycle.schedule.ScheduleStep;
import dev.offload.lifecycle.timer.TimerOwner.OfSchedule;
import dev.offload.lifecycle.timer.TimerQueue;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/// Loads a schedule's entry, steps it, saves it and forwards its runs: what [TaskProcessor] does
/// for tasks, on the one partition that `offload.config` has. Returns for when it has set a timer.
final class ScheduleKeeper {
  private final Surroundings surroundings;
  private final KeyValueStore<String, byte[]> schedules;
  private final TimerQueue timers;
  private final Exit exit;

  ScheduleKeeper(
      Surroundings surroundings,
      KeyValueStore<String, byte[]> schedules,
      TimerQueue timers,
      Exit exit) {
    this.surroundings = surroundings;
    this.schedules = schedules;
    this.timers = timers;
    this.exit = exit;
  }

  /// Takes a record of `offload.config`; of those, only schedules are its business.
  Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    if (!Schedule.isKey(record.key())) {
      return Optional.empty();
    }
    Encoded step;
    try {
      step = step(schedules.get(record.key()), read(record), now);
    } catch (RuntimeException | StackOverflowError e) {
      exit.park(record, from, e, now);
      return Optional.empty();
    }
    return write(record.key(), step, now);
  }

  /// The timer of the schedule of `key` that was due at `due` has gone off.
  Optional<Instant> fire(String key, Instant due, Instant now) {
    byte[] stored = schedules.get(key);
    Encoded step;
    try {
      step = step(stored, new TimerFired(due), now);
    } catch (RuntimeException | StackOverflowError e) {
      exit.parkStored(LifecycleTopology.SCHEDULES_STORE, key, stored, e, now);
      return Optional.empty();
    }
    return write(key, step, now);
  }

  /// Sets a timer right that a clock too far ahead has put off.
  Optional<Instant> review(String key, Instant armed) {
    ScheduleEntry entry;
    try {
      entry = ScheduleCodec.read(schedules.get(key));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
    boolean isPutOff =
        entry != null
            && armed.equals(entry.armed())
            && entry.nextRunAt() != null
            && entry.nextRunAt().isBefore(armed);
    if (!isPutOff) {
      return Optional.empty();
    }
    Instant earliest = timers.earliest();
    Instant due = entry.nextRunAt().isBefore(earliest) ? earliest : entry.nextRunAt();
    timers.disarm(armed, new OfSchedule(key));
    timers.arm(due, new OfSchedule(key));
    schedules.put(key, ScheduleCodec.write(entry.withArmed(due)));
    return Optional.of(due);
  }

  private static ScheduleInput read(Record<String, byte[]> record) {
    if (record.value() == null) {
      return new Deleted();
    }
    ConfigEntry entry = Topics.CONFIG.read(record.headers(), record.value());
    if (!(entry instanceof Schedule schedule) || !schedule.key().equals(record.key())) {
      throw new UnreadableRecord(
          "the record of key %s must be that schedule, was %s"
              .formatted(record.key(), entry.key()));
    }
    return new Put(schedule);
  }

  /// A step with all its bytes: what can't be encoded is found out before anything is written.
  private record Encoded(ScheduleStep step, Bytes entry, List<Outgoing> outgoing) {}

  private Encoded step(byte[] stored, ScheduleInput input, Instant now) {
    ScheduleEntry before = ScheduleCodec.read(stored);
    ScheduleStep step = surroundings.schedules().step(before, input, now, timers.earliest());
    Bytes entry = step.after() == null ? null : Bytes.wrap(ScheduleCodec.write(step.after()));
    List<Outgoing> outgoing = step.effects().stream().map(Outgoing::of).toList();
    outgoing.forEach(surroundings.encoder()::check);
    return new Encoded(step, entry, outgoing);
  }

  private Optional<Instant> write(String key, Encoded encoded, Instant now) {
    ScheduleStep step = encoded.step();
    if (step.isNothing()) {
      return Optional.empty();
    }
    var owner = new OfSchedule(key);
    if (step.disarm() != null) {
      timers.disarm(step.disarm(), owner);
    }
    if (step.arm() != null) {
      timers.arm(step.arm(), owner);
    }
    schedules.put(key, encoded.entry() == null ? null : encoded.entry().get());
    encoded.outgoing().forEach(record -> exit.forward(record, now));
    step.events().forEach(surroundings.instruments()::happened);
    return Optional.ofNullable(step.arm());
  }
}
