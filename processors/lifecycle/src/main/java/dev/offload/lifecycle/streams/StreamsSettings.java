package dev.offload.lifecycle.streams;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.lifecycle.LifecycleConfig;
import dev.offload.lifecycle.topology.Backlog;
import dev.offload.lifecycle.topology.RefusedRecords;
import dev.offload.lifecycle.topology.RefusedRecords.Learners;
import dev.offload.schemas.topic.Topic.Cleanup;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/// The settings for Kafka Streams: exactly once, with short commits, sessions and
/// transactions, so that neither a task nor a failover waits long.
/// `docs/decisions/kafka.md` has the measurements.
final class StreamsSettings {
  private static final int POLL_RECORDS = 250;

  /// What has been fetched is processed before anything else, so what came in batches is
  /// fetched in small portions: a task that comes meanwhile waits for one of them.
  private static final int FETCH_BYTES = 64 << 10;

  /// Records and alarms end a poll early.
  private static final int POLL_MILLIS = 250;

  /// Bytes of tallies that have changed in a transaction. No other store has a cache.
  private static final long CACHED_BYTES = 4 << 20;

  private static final int BATCH_BYTES = 32 << 10;

  private StreamsSettings() {}

  static Properties of(
      Map<String, Object> kafka,
      LifecycleConfig config,
      TopicsConfig topics,
      Learners learners,
      Backlog backlog) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, Topics.LIFECYCLE_GROUP);
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    settings.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHED_BYTES);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
    settings.put(BoundedMemory.BYTES, config.storeMemory().asLongValue());
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class);
    settings.put(RefusedRecords.LEARNERS, learners);
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 5L);
    settings.putAll(standbys(config.standbyReplicas()));
    settings.putAll(consumer(config.sessionTimeout()));
    settings.putAll(polls(backlog));
    settings.putAll(producer(topics));
    settings.putAll(changelogs(topics));
    return settings;
  }

  private static Map<String, Object> standbys(int replicas) {
    return replicas == 0
        ? Map.of(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0)
        : Map.of(
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            replicas,
            StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
            StandbyReleasingAssignor.class.getName(),
            StandbyReleasingAssignor.MEMORY,
            new StandbyReleasingAssignor.Memory());
  }

  private static Map<String, Object> consumer(Duration sessionTimeout) {
    return Map.of(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            (int) sessionTimeout.toMillis(),
        // This is how soon an instance learns that another one is gone and joins the next
        // round.
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500,
        // This is how soon a new queue's direct topic is found.
        StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 5_000);
  }

  private static Map<String, Object> polls(Backlog backlog) {
    return Map.of(
        // A rebalance waits until everything that was polled has been processed.
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        POLL_RECORDS,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        Backlog.Poll.class.getName(),
        StreamsConfig.mainConsumerPrefix(Backlog.BACKLOG),
        backlog);
  }

  private static Map<String, Object> producer(TopicsConfig topics) {
    return Map.of(
        // The open transaction of a dead instance holds readers back for this long.
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        3_000,
        // Nobody sees a record before the commit, which sends whatever waits. So there is one
        // batch per partition instead of one per record.
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        100,
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
        BATCH_BYTES,
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        topics.maxMessageBytes());
  }

  private static Map<String, Object> changelogs(TopicsConfig topics) {
    Map<String, Object> settings = new HashMap<>();
    Cleanup.COMPACTED
        .config()
        .forEach((name, value) -> settings.put(StreamsConfig.topicPrefix(name), value));
    settings.putAll(sizes(topics));
    return settings;
  }

  private static Map<String, Object> sizes(TopicsConfig topics) {
    return Map.of(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        (int) topics.minInSyncReplicas(),
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        topics.maxMessageBytes());
  }
}
