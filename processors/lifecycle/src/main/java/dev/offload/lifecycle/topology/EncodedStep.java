package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Step;
import dev.offload.lifecycle.task.TooLarge;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/// A step with all its bytes: the entry for the store (null: delete it) and the records to write.
record EncodedStep(Step step, Bytes entry, List<Outgoing> outgoing) {

  static EncodedStep of(Step step) {
    if (step.isNothing()) {
      return new EncodedStep(step, null, List.of());
    }
    Bytes entry = step.after() == null ? null : Bytes.wrap(EntryCodec.write(step.after()));
    return new EncodedStep(step, entry, step.effects().stream().map(Outgoing::of).toList());
  }

  /// The queue that it hands an attempt to.
  Optional<String> queue() {
    return step.effects().stream()
        .filter(HandToWorkers.class::isInstance)
        .map(effect -> ((HandToWorkers) effect).item().queue())
        .findFirst();
  }

  /// The first part of it that has more than `limit` bytes.
  Optional<TooLarge> tooLarge(int limit) {
    if (entry != null && entry.get().length > limit) {
      return Optional.of(new TooLarge("the task", entry.get().length, limit));
    }
    return outgoing.stream()
        .filter(record -> record.size() > limit)
        .findFirst()
        .map(record -> new TooLarge("its record of " + record.topic(), record.size(), limit));
  }
}
