package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.limit.LimitEntry;
import dev.offload.lifecycle.limit.LimitInput;
import dev.offload.lifecycle.limit.LimitInput.TimerFired;
import dev.offload.lifecycle.limit.LimitInput.UseTold;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of limits: what partitions tell them on `offload.coordination`.
record LimitInputs(KeyedRecords records)
    implements MachineInputs<Optional<LimitEntry>, LimitInput> {
  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.COORDINATION.name()) && Limit.isKey(key);
  }

  @Override
  public LimitInput read(RecordMetadata from, Record<String, byte[]> record) {
    if (!(records.coordination(from, record) instanceof LimitUse use)) {
      throw new UnreadableRecord("a record with the key of a limit must be a LimitUse");
    }
    return new UseTold(use);
  }

  @Override
  public LimitInput timerFired(Optional<LimitEntry> entry, Instant due) {
    return new TimerFired(due);
  }
}
