package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.lifecycle.machine.StoredEntry;
import java.time.Instant;

/// Computes the steps of one machine, with all their bytes.
interface Encoder<E, I, V, F, K> {
  Machine<E, I, V, F, K> machine();

  Codec<E, K> codec();

  /// Throws an [IllegalArgumentException] if no step can be written.
  EncodedStep<E, V, F, K> step(StoredEntry<E, K> before, I input, Instant now, Instant earliest);
}
