package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Arming;
import dev.offload.lifecycle.machine.Kept;
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

/// One machine on one partition: loads an entry, steps it, saves it, moves its timer and forwards
/// what others are told. It returns for when it has set a timer.
///
/// A step is computed and encoded whole before anything of it is written. What goes wrong until
/// then parks the record and touches nothing; what goes wrong afterwards is Kafka's and ends the
/// transaction.
final class Keeper<E, I, V, F, K> {
  private final Encoder<E, I, V, F, K> encoder;
  private final KeyValueStore<String, byte[]> store;
  private final Function<String, TimerOwner> owner;
  private final BiFunction<E, Instant, I> timer;
  private final TimerQueue timers;
  private final Exit exit;

  /// `owner` names the timers of a key; `timer` says what one that has gone off is to an entry.
  Keeper(
      Encoder<E, I, V, F, K> encoder,
      KeyValueStore<String, byte[]> store,
      Function<String, TimerOwner> owner,
      BiFunction<E, Instant, I> timer,
      TimerQueue timers,
      Exit exit) {
    this.encoder = encoder;
    this.store = store;
    this.owner = owner;
    this.timer = timer;
    this.timers = timers;
    this.exit = exit;
  }

  /// Takes a record; `input` reads it.
  Optional<Instant> take(
      Record<String, byte[]> record, RecordMetadata from, Supplier<I> input, Instant now) {
    EncodedStep<V, F> step;
    try {
      I read = input.get();
      step = encoder.step(kept(record.key()), read, now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      exit.park(record, from, e, now);
      return Optional.empty();
    }
    return write(record.key(), step, now);
  }

  /// The timer of `key` that was due at `due` has gone off.
  Optional<Instant> fire(String key, Instant due, Instant now) {
    byte[] stored = store.get(key);
    EncodedStep<V, F> step;
    try {
      Kept<E, K> before = encoder.codec().read(stored);
      step = encoder.step(before, timer.apply(before.entry(), due), now, timers.earliest());
    } catch (RuntimeException | StackOverflowError e) {
      exit.parkStored(store.name(), key, stored, e, now);
      return Optional.empty();
    }
    return write(key, step, now);
  }

  /// Has a timer set right that a clock too far ahead may have set: it goes off, and whatever is
  /// not due yet is armed anew.
  Optional<Instant> review(String key, Instant due, Instant now) {
    if (!isPutOff(key, due)) {
      return Optional.empty();
    }
    timers.disarm(due, owner.apply(key));
    return fire(key, due, now);
  }

  private boolean isPutOff(String key, Instant due) {
    try {
      return encoder.machine().isPutOff(kept(key).entry(), due);
    } catch (RuntimeException _) {
      return true;
    }
  }

  private Kept<E, K> kept(String key) {
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
    encoded.outgoing().forEach(record -> exit.forward(record, now));
    exit.happened(key, encoded.step().events());
    return arming.arm();
  }
}
