package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.store.TimerKey;
import dev.offload.lifecycle.timer.TimerQueue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/// One machine on one partition. It loads an entry, computes a step, saves the entry and with it
/// its timer, and forwards what others are told.
///
/// A step is computed and encoded completely before anything of it is written. A failure until
/// then only parks the record, and tells whoever waits for an answer to it. A failure after that,
/// or of the store, is Kafka's and ends the transaction.
final class Keeper<E, I, V, F, K> implements Recipient {
  private final Encoder<E, I, V, F, K> encoder;
  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerQueue timers;
  private final MachineInputs<E, I> inputs;
  private final PartitionOutput output;
  private final Listener<E, V, F, K> listener;
  private final RecentEntries<E, K> recent;

  /// Is told of every step that has been written.
  @FunctionalInterface
  interface Listener<E, V, F, K> {
    void stepped(String key, E before, Step<E, V, F, K> step);
  }

  /// The entries of a partition, with their timers and how many bytes of them are kept decoded.
  record Entries(KeyValueStore<Bytes, byte[]> store, TimerQueue timers, long recentBytes) {}

  Keeper(
      Encoder<E, I, V, F, K> encoder,
      Entries entries,
      MachineInputs<E, I> inputs,
      PartitionOutput output,
      Listener<E, V, F, K> listener) {
    this.encoder = encoder;
    this.store = entries.store();
    this.timers = entries.timers();
    this.inputs = inputs;
    this.output = output;
    this.listener = listener;
    this.recent = new RecentEntries<>(entries.recentBytes());
  }

  TimerQueue timers() {
    return timers;
  }

  @Override
  public boolean isFor(String topic, String key) {
    return inputs.isFor(topic, key);
  }

  @Override
  public Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    I read = null;
    StoredEntry<E, K> before;
    EncodedStep<E, V, F, K> step;
    try {
      read = inputs.read(from, record);
      before = kept(record.key());
      step = encoder.step(before, read, now, timers.earliest());
    } catch (StreamsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      output.park(record, from, e, now);
      Optional<Outgoing> answer =
          read == null ? UnreadRecord.of(record).answer() : inputs.answerIfParked(read);
      answer.ifPresent(told -> output.forward(told, now));
      return Optional.empty();
    }
    write(record.key(), before.entry(), step, now);
    return step.step().arming().arm();
  }

  /// Fires the timers that are due, and corrects those that may have been set by a clock that
  /// was ahead, at most `limit` of each. Returns whether there may be more.
  boolean look(Instant now, int limit) {
    List<TimerKey> due = timers.take(now, limit);
    due.forEach(key -> fire(key, now));
    List<TimerKey> reviewed = timers.review(limit);
    reviewed.stream().filter(this::mayBeTooLate).forEach(key -> fire(key, now));
    return due.size() == limit || reviewed.size() == limit;
  }

  /// A timer has gone off. One that was not due yet is armed again.
  private void fire(TimerKey key, Instant now) {
    var _ = give(key.entry(), entry -> inputs.timerFired(entry, key.due()), now);
  }

  /// The outcome of an input that does not come from a record.
  enum StepResult {
    NOTHING,
    STEPPED,
    /// The entry can't be read, or its step can't be written.
    PARKED
  }

  /// Gives a stored entry an input that is not a record's.
  StepResult give(String key, Function<E, I> input, Instant now) {
    StoredEntry<E, K> before;
    EncodedStep<E, V, F, K> step;
    try {
      before = kept(key);
      step = encoder.step(before, input.apply(before.entry()), now, timers.earliest());
    } catch (StreamsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      output.parkStored(store.name(), key, stored(key), e, now);
      return StepResult.PARKED;
    }
    write(key, before.entry(), step, now);
    return step.step().isNothing() ? StepResult.NOTHING : StepResult.STEPPED;
  }

  private boolean mayBeTooLate(TimerKey key) {
    try {
      return encoder.machine().mayBeTooLate(kept(key.entry()).entry(), key.due());
    } catch (StreamsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError _) {
      return true;
    }
  }

  private StoredEntry<E, K> kept(String key) {
    if (key == null) {
      return encoder.codec().read(null);
    }
    StoredEntry<E, K> known = recent.get(key);
    return known == null ? encoder.codec().read(stored(key)) : known;
  }

  private byte[] stored(String key) {
    return store.get(bytes(key));
  }

  private void write(String key, E before, EncodedStep<E, V, F, K> encoded, Instant now) {
    if (encoded.step().isNothing()) {
      return;
    }
    if (!encoded.step().keeps(before)) {
      store(key, encoded);
    }
    encoded.outgoing().forEach(record -> output.forward(record, now));
    output.happened(key, encoded.step().events());
    listener.stepped(key, before, encoded.step());
  }

  private void store(String key, EncodedStep<E, V, F, K> encoded) {
    if (encoded.entry() == null) {
      recent.remove(key);
      store.put(bytes(key), null);
    } else {
      byte[] entry = encoded.entry().get();
      recent.put(key, encoded.step().after(), entry.length);
      store.put(bytes(key), entry);
    }
  }

  private static Bytes bytes(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }
}
