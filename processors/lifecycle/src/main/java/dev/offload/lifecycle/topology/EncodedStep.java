package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.task.TooLarge;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/// A step with all its bytes: the entry for the store, which is null if it is to be deleted,
/// and the records to write.
record EncodedStep<E, V, F, K>(Step<E, V, F, K> step, Bytes entry, List<Outgoing> outgoing) {
  /// At least as many bytes as a record of the changelog has besides the entry.
  private static final long ENTRY_FRAME = 512;

  static <E, V, F, K> EncodedStep<E, V, F, K> of(
      Step<E, V, F, K> step, Codec<E, K> codec, Function<F, Outgoing> record) {
    if (step.isNothing()) {
      return nothing(step);
    }
    return of(step, codec.write(step.after()), step.effects().stream().map(record).toList());
  }

  /// `entry` may be null.
  static <E, V, F, K> EncodedStep<E, V, F, K> of(
      Step<E, V, F, K> step, byte[] entry, List<Outgoing> outgoing) {
    return new EncodedStep<>(step, entry == null ? null : Bytes.wrap(entry), outgoing);
  }

  static <E, V, F, K> EncodedStep<E, V, F, K> nothing(Step<E, V, F, K> step) {
    return new EncodedStep<>(step, null, List.of());
  }

  /// The first part of it that is larger than its topic allows. `codec` is that of the entry.
  Optional<TooLarge> tooLarge(JsonCodec<?, ?, ?> codec, RecordLimits limits) {
    if (entry != null) {
      long size = entry.get().length + ENTRY_FRAME;
      Optional<TooLarge> whole = limits.tooLarge("the " + codec.what(), codec.changelog(), size);
      if (whole.isPresent()) {
        return whole;
      }
    }
    return outgoing.stream()
        .flatMap(
            record ->
                limits
                    .tooLarge("its record of " + record.topic(), record.topic(), record.size())
                    .stream())
        .findFirst();
  }
}
