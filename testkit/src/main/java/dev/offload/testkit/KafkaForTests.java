package dev.offload.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;

/// The Kafka node that all tests of a JVM share. It is started at its first use.
///
/// Its data is in a temporary directory and ends with the JVM. Tests use their own names for topics
/// and groups, so that they do not disturb each other.
public final class KafkaForTests {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(20);
  private static final String ADDRESS = SharedNode.addressFromAnyClassLoader();

  private KafkaForTests() {}

  /// `host:port` of the node.
  public static String bootstrapServers() {
    return ADDRESS;
  }

  /// The connection of a plain client: a fresh map, to be added to.
  public static Map<String, Object> connection() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers()));
  }

  public static Admin admin() {
    return Admin.create(connection());
  }

  public static <K, V> KafkaProducer<K, V> producer(Serializer<K> key, Serializer<V> value) {
    return new KafkaProducer<>(connection(), key, value);
  }

  /// Creates a topic with the broker's defaults. Its data never expires. When this returns, its
  /// leaders know that they lead, so no producer is too early (KAFKA-15591).
  public static void createTopic(String topic, int partitions) {
    createTopic(topic, partitions, Map.of());
  }

  public static void createTopic(String topic, int partitions, Map<String, String> config) {
    try (var admin = admin()) {
      var wanted = new NewTopic(topic, partitions, (short) 1).configs(config);
      admin.createTopics(List.of(wanted)).all().get();
      awaitLeaders(admin, topic, partitions);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Topic " + topic + " was not made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while topic " + topic + " was made", e);
    }
  }

  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    var deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        admin.listOffsets(ends(topic, partitions)).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || Instant.now().isAfter(deadline)) {
          throw e;
        }
        Thread.sleep(LOOK_AGAIN_AFTER);
      }
    }
  }

  private static Map<TopicPartition, OffsetSpec> ends(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(Collectors.toMap(one -> new TopicPartition(topic, one), _ -> OffsetSpec.latest()));
  }
}
