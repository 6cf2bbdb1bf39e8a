package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.store.EntryStore;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The topology of the stream.
/// ```
/// offload.config ────────┐                ┌──► offload.tasks
/// offload.direct.* ──────┤                ├──► offload.work.<queue>
/// offload.attempts ──────┤                ├──► offload.control
/// offload.commands ──────┼──► lifecycle ──┼──► offload.progress
/// offload.coordination ──┘    tasks,      ├──► offload.completions
///      ▲                      schedules,  ├──► offload.schedules
///      │                      limits,     ├──► offload.limits
///      │                      groups,     ├──► offload.groups
///      │                      ledgers,    ├──► offload.parked
///      │                      tallies,    │
///      │                      clock       │
///      │                                  └──► offload.coordination, offload.commands ──┐
///      └────────────────────────────────────────────────────────────────────────────────┘
/// ```
/// Partitions with the same number share a store. `offload.config` has one partition, so all
/// schedules are in the first store. Values travel as bytes: the processor parses and encodes
/// them itself, so that a record it can't read or write is parked in the same transaction.
public final class LifecycleTopology {
  /// What each partition has of the limits that its tasks use.
  static final String LEDGERS_STORE = "ledgers";

  /// What each partition has of the groups that its tasks are members of.
  static final String TALLIES_STORE = "tallies";

  static final String CLOCK_STORE = "clock";
  static final String TO_WORK = "to-work";

  private static final String LIFECYCLE = "lifecycle";
  private static final String COMMANDS = "commands";
  private static final String BATCHES = "batches";
  private static final String DIRECT = "direct";
  private static final String ATTEMPTS = "attempts";
  private static final String COORDINATION = "coordination";
  private static final String CONFIG = "config";

  /// The topics in which Kafka Streams keeps the stores.
  public static final List<Topic<byte[]>> CHANGELOGS =
      Stream.concat(
              Codecs.ALL.stream().map(JsonCodec::store),
              Stream.of(LEDGERS_STORE, TALLIES_STORE, CLOCK_STORE))
          .map(Topics::changelog)
          .toList();

  private static final List<Topic<?>> FIXED =
      List.of(
          Topics.TASKS,
          Topics.PROGRESS,
          Topics.COORDINATION,
          Topics.COMMANDS,
          Topics.CONTROL,
          Topics.COMPLETIONS,
          Topics.SCHEDULES,
          Topics.LIMITS,
          Topics.GROUPS,
          Topics.PARKED);

  private LifecycleTopology() {}

  /// The name of the sink that writes to `topic`, which is not a queue's.
  static String sinkOf(Topic<?> topic) {
    return topic.name().replace("offload.", "to-");
  }

  /// `direct` matches the direct topics to read.
  public static Topology of(PartitionTools tools, Pattern direct) {
    Topology topology = new Topology();
    var key = new StringDeserializer();
    var value = new ByteArrayDeserializer();
    var start = AutoOffsetReset.earliest();
    var times = new RecordTimes(tools);
    topology.addSource(start, COMMANDS, times, key, value, Topics.COMMANDS.name());
    topology.addSource(start, BATCHES, times.later(), key, value, Topics.BATCHES.name());
    topology.addSource(start, DIRECT, times, key, value, direct);
    topology.addSource(start, ATTEMPTS, times, key, value, Topics.ATTEMPTS.name());
    topology.addSource(start, COORDINATION, times, key, value, Topics.COORDINATION.name());
    topology.addSource(start, CONFIG, times, key, value, Topics.CONFIG.name());
    topology.addProcessor(
        LIFECYCLE, new Supplier(tools), COMMANDS, BATCHES, DIRECT, ATTEMPTS, COORDINATION, CONFIG);
    for (Topic<?> topic : FIXED) {
      sink(topology, sinkOf(topic), new Fixed(topic));
    }
    sink(topology, TO_WORK, new OfQueue());
    return topology;
  }

  private static void sink(
      Topology topology, String name, TopicNameExtractor<String, Outgoing> destination) {
    topology.addSink(
        name, destination, new StringSerializer(), Outgoing.writer(), new ByKey(), LIFECYCLE);
  }

  /// Always the same topic.
  private record Fixed(Topic<?> topic) implements TopicNameExtractor<String, Outgoing> {
    @Override
    public String extract(String key, Outgoing outgoing, RecordContext context) {
      return topic.name();
    }

    @Override
    public String toString() {
      return topic.name();
    }
  }

  /// The work topic of the task's queue.
  private record OfQueue() implements TopicNameExtractor<String, Outgoing> {
    @Override
    public String extract(String key, Outgoing outgoing, RecordContext context) {
      return outgoing.topic();
    }

    @Override
    public String toString() {
      return "work topic of the queue";
    }
  }

  /// The partitioner of all sinks. A parked record without a key goes to any partition.
  private record ByKey() implements StreamPartitioner<String, Outgoing> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, String key, Outgoing outgoing, int count) {
      return key == null ? Optional.empty() : Optional.of(Set.of(Topics.partition(key, count)));
    }
  }

  private record Supplier(PartitionTools tools)
      implements ProcessorSupplier<String, byte[], String, Outgoing> {
    @Override
    public Processor<String, byte[], String, Outgoing> get() {
      return new LifecycleProcessor(tools);
    }

    /// In an order that is always the same, so that the topology is always described the same.
    @Override
    public Set<StoreBuilder<?>> stores() {
      Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
      for (JsonCodec<?, ?, ?> codec : Codecs.ALL) {
        stores.add(store(new EntryStore.Supplier(codec.store(), codec)));
      }
      stores.add(store(Stores.persistentKeyValueStore(LEDGERS_STORE)));
      stores.add(
          store(Stores.persistentKeyValueStore(TALLIES_STORE))
              // So a tally that many steps change is written once in each transaction.
              .withCachingEnabled());
      stores.add(store(Stores.persistentKeyValueStore(CLOCK_STORE)));
      return stores;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(
        KeyValueBytesStoreSupplier supplier) {
      return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
          .withCachingDisabled()
          .withLoggingEnabled(Map.of());
    }
  }
}
