package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.group.GroupEntry;
import dev.offload.lifecycle.group.GroupInput;
import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.TimerFired;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of groups: commands, and what partitions tell them on `offload.coordination`.
record GroupInputs(KeyedRecords records) implements MachineInputs<GroupEntry, GroupInput> {
  @Override
  public boolean isFor(String topic, String key) {
    return (topic.equals(Topics.COMMANDS.name()) || topic.equals(Topics.COORDINATION.name()))
        && GroupId.tryParse(key).isPresent();
  }

  @Override
  public GroupInput read(RecordMetadata from, Record<String, byte[]> record) {
    if (from.topic().equals(Topics.COMMANDS.name())) {
      if (!(records.command(from, record) instanceof GroupCommand command)) {
        throw new UnreadableRecord("a command with the key of a group must be for it");
      }
      return new Asked(command);
    }
    if (!(records.coordination(from, record) instanceof GroupCount count)) {
      throw new UnreadableRecord("a record with the key of a group must count its tasks");
    }
    return new Told(count);
  }

  @Override
  public GroupInput timerFired(GroupEntry entry, Instant due) {
    return new TimerFired(due);
  }
}
