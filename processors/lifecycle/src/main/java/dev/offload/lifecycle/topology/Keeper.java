package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.timer.TimerOwner;
import dev.offload.lifecycle.timer.TimerQueue;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/// One machine on one partition. It loads an entry, computes a step, saves the entry, sets its
/// timer and forwards what others are told. Its methods return the time for which a timer was
/// armed.
///
/// A step is computed and encoded completely before anything of it is written. A failure until
/// then only parks the record. A failure after that is Kafka's and ends the transaction.
final class Keeper<E, I, V, F, K> {
  private final Encoder<E, I, V, F, K> encoder;
  private final KeyValueStore<String, byte[]> store;
  private final Function<String, TimerOwner> owner;
  private final BiFunction<E, Instant, I> timer;
  private final TimerQueue timers;
  private final PartitionOutput output;

  /// `owner` gives the owner of a key's timer. `timer` makes the input for an entry whose
  /// timer has gone off.
  Keeper(
      Encoder<E, I, V, F, K> encoder,
      KeyValueStore<String, byte[]> store,
      Function<String, TimerOwner> owner,
      BiFunction<E, Instant, I> timer,
      TimerQueue timers,
      PartitionOutput output) {
    this.encoder = encoder;
    this.store = store;
    this.owner = owner;
    this.timer = timer;
    this.timers = timers;
    this.output = output;
  }

  /// Processes a record, which `input` parses.
  Optional<Instant> take(
      Record<String, byte[]> record, RecordMetadata from, Supplier<I> input, Instant now) {
    EncodedStep<V, F> step;
    try {
      I read = input.get();
      step = encoder.step(kept(record.key()), read, now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      output.park(record, from, e, now);
      return Optional.empty();
    }
    return write(record.key(), step, now);
  }

  /// The timer of `key` that was due at `due` has gone off.
  Optional<Instant> fire(String key, Instant due, Instant now) {
    byte[] stored = store.get(key);
    EncodedStep<V, F> step;
    try {
      StoredEntry<E, K> before = encoder.codec().read(stored);
      step = encoder.step(before, timer.apply(before.entry(), due), now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      output.parkStored(store.name(), key, stored, e, now);
      return Optional.empty();
    }
    return write(key, step, now);
  }

  /// Corrects a timer that may have been set by a clock that was ahead. It goes off, and is
  /// armed again if it is not due yet.
  Optional<Instant> review(String key, Instant due, Instant now) {
    if (!mayBeTooLate(key, due)) {
      return Optional.empty();
    }
    timers.disarm(due, owner.apply(key));
    return fire(key, due, now);
  }

  private boolean mayBeTooLate(String key, Instant due) {
    try {
      return encoder.machine().mayBeTooLate(kept(key).entry(), due);
    } catch (RuntimeException _) {
      return true;
    }
  }

  private StoredEntry<E, K> kept(String key) {
    return encoder.codec().read(key == null ? null : store.get(key));
  }

  private Optional<Instant> write(String key, EncodedStep<V, F> encoded, Instant now) {
    if (encoded.step().isNothing()) {
      return Optional.empty();
    }
    Arming arming = encoded.step().arming();
    arming.disarm().ifPresent(due -> timers.disarm(due, owner.apply(key)));
    arming.arm().ifPresent(due -> timers.arm(due, owner.apply(key)));
    store.put(key, encoded.entry() == null ? null : encoded.entry().get());
    encoded.outgoing().forEach(record -> output.forward(record, now));
    output.happened(key, encoded.step().events());
    return arming.arm();
  }
}
