package dev.offload.lifecycle.topology;

import dev.offload.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The picture of the stream.
/// ```
/// offload.commands ────┐                ┌──► offload.tasks
/// offload.direct.* ────┼──► lifecycle ──┼──► offload.work.<queue>
/// offload.attempts ────┘    tasks,      ├──► offload.completions
///                           timers      └──► offload.parked
/// ```
/// All of a partition number share its stores. Values travel as bytes: the processor parses and
/// encodes them itself, so that a record it can't read or write is parked in the same transaction.
public final class LifecycleTopology {
  static final String TASKS_STORE = "tasks";
  static final String TIMERS_STORE = "timers";
  static final String TO_TASKS = "to-tasks";
  static final String TO_WORK = "to-work";
  static final String TO_COMPLETIONS = "to-completions";
  static final String TO_PARKED = "to-parked";

  private static final String LIFECYCLE = "lifecycle";
  private static final String COMMANDS = "commands";
  private static final String DIRECT = "direct";
  private static final String ATTEMPTS = "attempts";

  private LifecycleTopology() {}

  public static Topology of(Surroundings surroundings) {
    Topology topology = new Topology();
    var key = new StringDeserializer();
    var value = new ByteArrayDeserializer();
    var start = AutoOffsetReset.earliest();
    topology.addSource(start, COMMANDS, key, value, Topics.COMMANDS.name());
    topology.addSource(start, DIRECT, key, value, Topics.DIRECT);
    topology.addSource(start, ATTEMPTS, key, value, Topics.ATTEMPTS.name());
    topology.addProcessor(LIFECYCLE, new Supplier(surroundings), COMMANDS, DIRECT, ATTEMPTS);
    sink(topology, TO_TASKS);
    sink(topology, TO_WORK);
    sink(topology, TO_COMPLETIONS);
    sink(topology, TO_PARKED);
    return topology;
  }

  /// Where to is said by the record: a work item's topic depends on its queue.
  private static void sink(Topology topology, String name) {
    StreamPartitioner<String, Outgoing> byKey =
        (_, key, _, partitions) ->
            key == null ? Optional.empty() : Optional.of(Set.of(Topics.partition(key, partitions)));
    topology.addSink(
        name,
        (_, outgoing, _) -> outgoing.topic(),
        new StringSerializer(),
        Outgoing.writer(),
        byKey,
        LIFECYCLE);
  }

  private record Supplier(Surroundings surroundings)
      implements ProcessorSupplier<String, byte[], String, Outgoing> {
    @Override
    public Processor<String, byte[], String, Outgoing> get() {
      return new TaskProcessor(surroundings);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          logged(
              Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(TASKS_STORE),
                  Serdes.String(),
                  Serdes.ByteArray())),
          logged(
              Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(TIMERS_STORE),
                  Serdes.Bytes(),
                  Serdes.ByteArray())));
    }

    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> logged(
        StoreBuilder<KeyValueStore<K, byte[]>> store) {
      return store.withCachingDisabled().withLoggingEnabled(Map.of());
    }
  }
}
