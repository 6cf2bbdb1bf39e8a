package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.limit.Ledger;
import dev.offload.schemas.config.LimitScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The ledgers of a partition as they are stored.
final class StoredLedgers {
  private final KeyValueStore<Bytes, byte[]> store;

  /// Limits whose ledger can't be read.
  private final List<LimitScope> unreadable = new ArrayList<>();

  /// Ledgers that can't be read and are not parked yet.
  private final List<Unreadable> unparked = new ArrayList<>();

  private record Unreadable(String key, Bytes stored, Throwable error) {}

  StoredLedgers(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /// All that can be read.
  Map<LimitScope, Ledger> read() {
    Map<LimitScope, Ledger> ledgers = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
      stored.forEachRemaining(
          entry -> read(entry).ifPresent(ledger -> ledgers.put(ledger.scope(), ledger)));
    }
    return ledgers;
  }

  private Optional<Ledger> read(KeyValue<Bytes, byte[]> stored) {
    try {
      return Optional.of(PartitionForm.LEDGERS.read(stored.value));
    } catch (RuntimeException | StackOverflowError e) {
      String key = PartitionForm.text(stored.key);
      unparked.add(new Unreadable(key, Bytes.wrap(stored.value), e));
      LimitScope.tryParse(key).ifPresent(unreadable::add);
      return Optional.empty();
    }
  }

  /// The limits of the others, once they were read.
  List<LimitScope> unreadable() {
    return List.copyOf(unreadable);
  }

  /// Parks those that can't be read.
  void park(PartitionOutput output, Instant now) {
    unparked.forEach(
        it -> output.parkStored(store.name(), it.key(), it.stored().get(), it.error(), now));
    unparked.clear();
  }

  /// A ledger that is closed is forgotten.
  void write(LimitScope scope, Optional<Ledger> ledger) {
    store.put(PartitionForm.key(scope.text()), PartitionForm.LEDGERS.write(ledger.orElse(null)));
  }
}
