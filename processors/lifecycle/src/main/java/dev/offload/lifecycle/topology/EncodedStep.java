package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Step;
import dev.offload.lifecycle.task.TooLarge;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/// A step with all its bytes: the entry for the store (null: delete it) and the records to write.
record EncodedStep(Step step, Bytes entry, List<Outgoing> outgoing) {
  /// What a record of the store's changelog has besides the entry, or more.
  private static final long ENTRY_FRAME = 512;

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

  /// The first part of it that is larger than its topic takes.
  Optional<TooLarge> tooLarge(RecordLimits limits) {
    if (entry != null) {
      long limit = limits.of(LifecycleTopology.TASKS_CHANGELOG);
      long size = entry.get().length + ENTRY_FRAME;
      if (size > limit) {
        return Optional.of(new TooLarge("the task", size, limit));
      }
    }
    return outgoing.stream()
        .filter(record -> record.size() > limits.of(record.topic()))
        .findFirst()
        .map(
            record ->
                new TooLarge(
                    "its record of " + record.topic(), record.size(), limits.of(record.topic())));
  }
}
