package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Machine;
import java.util.function.Function;

/// A machine beside that of tasks, with what a partition needs to run it.
///
/// @param codec the form of its entries, which also names their store
/// @param inputs which records are for it
/// @param record encodes an effect
public record SideMachine<E, I, V, F, K>(
    Machine<E, I, V, F, K> machine,
    JsonCodec<E, K, ?> codec,
    MachineInputs<E, I> inputs,
    Function<F, Outgoing> record) {

  /// The machine on one partition, whose entries are `entries`.
  Keeper<E, I, V, F, K> on(Keeper.Entries entries, PartitionOutput output) {
    return new Keeper<>(
        new PlainEncoder<>(machine, codec, record, output.limits()),
        entries,
        inputs,
        output,
        (_, _, _) -> {});
  }
}
