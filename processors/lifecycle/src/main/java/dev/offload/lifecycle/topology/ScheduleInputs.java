package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.schedule.ScheduleInput.Deleted;
import dev.offload.lifecycle.schedule.ScheduleInput.Put;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of schedules: the records of `offload.config` with the key of one.
record ScheduleInputs() implements MachineInputs<Optional<ScheduleEntry>, ScheduleInput> {
  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.CONFIG.name()) && Schedule.isKey(key);
  }

  @Override
  public ScheduleInput read(RecordMetadata from, Record<String, byte[]> record) {
    if (record.value() == null) {
      return new Deleted();
    }
    ConfigEntry entry = Topics.CONFIG.read(record.headers(), record.value());
    if (!(entry instanceof Schedule schedule) || !schedule.key().equals(record.key())) {
      throw new UnreadableRecord(
          "key %s must hold its own schedule, was %s".formatted(record.key(), entry.key()));
    }
    return new Put(schedule);
  }

  @Override
  public ScheduleInput timerFired(Optional<ScheduleEntry> entry, Instant due) {
    return new TimerFired(due);
  }
}
