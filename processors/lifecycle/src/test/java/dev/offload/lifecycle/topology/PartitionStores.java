package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.store.EntryStore;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// The stores of one partition without a changelog, for a processor that runs without Kafka.
record PartitionStores(File directory, List<StateStore> stores) implements AutoCloseable {
  private static final TaskId PARTITION = new TaskId(0, 0);

  static PartitionStores in(Path directory) {
    File state = directory.toFile();
    List<StateStore> stores =
        Stream.<KeyValueBytesStoreSupplier>concat(
                Codecs.ALL.stream().map(it -> new EntryStore.Supplier(it.store(), it)),
                Stream.of(
                        LifecycleTopology.LEDGERS_STORE,
                        LifecycleTopology.TALLIES_STORE,
                        LifecycleTopology.CLOCK_STORE)
                    .map(Stores::inMemoryKeyValueStore))
            .map(supplier -> opened(supplier, state))
            .toList();
    return new PartitionStores(state, stores);
  }

  KeyValueStore<Bytes, byte[]> ledgers() {
    return named(LifecycleTopology.LEDGERS_STORE);
  }

  KeyValueStore<Bytes, byte[]> limits() {
    return named(Codecs.LIMITS.store());
  }

  KeyValueStore<Bytes, byte[]> tallies() {
    return named(LifecycleTopology.TALLIES_STORE);
  }

  @SuppressWarnings("unchecked") // all stores are of this type
  private KeyValueStore<Bytes, byte[]> named(String name) {
    return stores.stream()
        .filter(store -> store.name().equals(name))
        .map(store -> (KeyValueStore<Bytes, byte[]>) store)
        .findFirst()
        .orElseThrow();
  }

  /// What a processor meets that has these stores from now on.
  MockProcessorContext<String, Outgoing> context() {
    MockProcessorContext<String, Outgoing> context = emptyContext(directory);
    stores.forEach(context::addStateStore);
    return context;
  }

  private static MockProcessorContext<String, Outgoing> emptyContext(File directory) {
    return new MockProcessorContext<>(new Properties(), PARTITION, directory);
  }

  private static StateStore opened(KeyValueBytesStoreSupplier supplier, File directory) {
    StateStore store =
        Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(emptyContext(directory).getStateStoreContext(), store);
    return store;
  }

  @Override
  public void close() {
    stores.forEach(StateStore::close);
  }
}
