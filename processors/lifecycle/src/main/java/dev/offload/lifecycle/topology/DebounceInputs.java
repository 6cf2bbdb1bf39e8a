package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
import dev.offload.lifecycle.debounce.DebounceEntry;
import dev.offload.lifecycle.debounce.DebounceInput;
import dev.offload.lifecycle.debounce.DebounceInput.Asked;
import dev.offload.lifecycle.debounce.DebounceInput.TimerFired;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of debounce keys: what tasks ask them on `offload.coordination`.
record DebounceInputs(KeyedRecords records) implements MachineInputs<DebounceEntry, DebounceInput> {
  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.COORDINATION.name()) && DebounceAsked.isKey(key);
  }

  @Override
  public DebounceInput read(RecordMetadata from, Record<String, byte[]> record) {
    if (!(records.coordination(from, record) instanceof DebounceAsked question)) {
      throw new UnreadableRecord("a record with the key of a debounce key must be a question");
    }
    return new Asked(question);
  }

  /// The task would otherwise wait for ever. It runs, since no later one is known.
  @Override
  public Optional<Outgoing> answerIfParked(DebounceInput input) {
    return switch (input) {
      case Asked(DebounceAsked task) ->
          Optional.of(Outgoing.of(new Settle(DebounceSettled.running(task))));
      case TimerFired _ -> Optional.empty();
    };
  }

  @Override
  public DebounceInput timerFired(DebounceEntry entry, Instant due) {
    return new TimerFired(due);
  }
}
