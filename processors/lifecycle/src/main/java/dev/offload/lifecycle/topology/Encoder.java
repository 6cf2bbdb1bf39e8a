package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Kept;
import dev.offload.lifecycle.machine.Machine;
import java.time.Instant;

/// Computes steps of one machine to the last byte.
interface Encoder<E, I, V, F, K> {
  Machine<E, I, V, F, K> machine();

  Codec<E, K> codec();

  /// Throws an [IllegalArgumentException] where there is no step that can be written.
  EncodedStep<V, F> step(Kept<E, K> before, I input, Instant now, Instant earliest);
}
