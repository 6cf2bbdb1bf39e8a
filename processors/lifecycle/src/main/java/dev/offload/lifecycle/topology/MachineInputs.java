package dev.offload.lifecycle.topology;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of a machine: which records are for it, and what a record or a timer means.
///
/// @param <E> an entry of the machine
/// @param <I> an input of the machine
interface MachineInputs<E, I> {
  /// Whether a record of `topic` with this key is for the machine. `key` may be null.
  boolean isFor(String topic, String key);

  /// Throws an [UnreadableRecord] if the record does not belong on its topic or on its
  /// partition.
  I read(RecordMetadata from, Record<String, byte[]> record);

  /// What is told to whoever waits for an answer to `input`, if that is parked because its entry
  /// can't be read or its step can't be written. Empty if nobody waits.
  default Optional<Outgoing> answerIfParked(I input) {
    return Optional.empty();
  }

  /// The input for `entry`, whose timer was armed for `due` and has gone off.
  I timerFired(E entry, Instant due);
}
