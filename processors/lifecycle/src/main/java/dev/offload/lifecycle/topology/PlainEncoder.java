package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Machine;
import dev.offload.lifecycle.machine.StoredEntry;
import java.time.Instant;
import java.util.function.Function;

/// Computes the steps of a machine that has no alternative if a record is too large.
///
/// @param record encodes an effect
record PlainEncoder<E, I, V, F, K>(
    Machine<E, I, V, F, K> machine,
    JsonCodec<E, K, ?> codec,
    Function<F, Outgoing> record,
    RecordLimits limits)
    implements Encoder<E, I, V, F, K> {

  @Override
  public EncodedStep<E, V, F, K> step(
      StoredEntry<E, K> before, I input, Instant now, Instant earliest) {
    EncodedStep<E, V, F, K> encoded =
        EncodedStep.of(machine.step(before, input, now, earliest), codec, record);
    encoded
        .tooLarge(codec, limits)
        .ifPresent(
            tooLarge -> {
              throw new IllegalArgumentException(tooLarge.message());
            });
    return encoded;
  }
}
