package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topic.Cleanup;
import dev.offload.schemas.topic.Topic.Partitions;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
  private Admin admin;

  @BeforeEach
  void open() {
    admin = KafkaForTests.admin();
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void missingTopicIsCreated() throws Exception {
    Topic<?> trimmed = topic("setup.trimmed", Cleanup.TRIMMED, Partitions.KEYED);
    Topic<?> compacted = topic("setup.compacted", Cleanup.COMPACTED, Partitions.ONE);

    setup(3).ensure(List.of(trimmed, compacted));

    assertThat(partitions("setup.trimmed")).isEqualTo(3);
    assertThat(partitions("setup.compacted")).isEqualTo(1);
    Config ofTrimmed = config(ConfigResource.Type.TOPIC, "setup.trimmed");
    assertThat(ofTrimmed.get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(ofTrimmed.get("retention.ms").value()).isEqualTo("-1");
    assertThat(ofTrimmed.get("max.message.bytes").value()).isEqualTo("1048588");
    assertThat(config(ConfigResource.Type.TOPIC, "setup.compacted").get("cleanup.policy").value())
        .isEqualTo("compact");
  }

  @Test
  void newTopicTakesManyBatchesInFlight() throws Exception {
    try (var producer = KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer())) {
      for (int made = 0; made < 10; made++) {
        Topic<?> topic = topic("setup.early." + made, Cleanup.TRIMMED, Partitions.KEYED);
        setup(3).ensure(List.of(topic));

        List<Future<RecordMetadata>> sent =
            IntStream.range(0, 300)
                .<Future<RecordMetadata>>mapToObj(
                    number ->
                        producer.send(
                            new ProducerRecord<>(topic.name(), number % 3, "key", new byte[1000])))
                .toList();

        assertThat(sent).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(30)));
      }
    }
  }

  @Test
  void existingTopicIsLeftAlone() throws Exception {
    List<Topic<?>> topics = List.of(topic("setup.twice", Cleanup.TRIMMED, Partitions.KEYED));

    setup(3).ensure(topics);

    assertThatCode(() -> setup(3).ensure(topics)).doesNotThrowAnyException();
  }

  @Test
  void servicesThatStartTogetherDoNotDisturbEachOther() throws Exception {
    List<Topic<?>> topics =
        IntStream.range(0, 5)
            .<Topic<?>>mapToObj(n -> topic("setup.race." + n, Cleanup.TRIMMED, Partitions.KEYED))
            .toList();

    try (ExecutorService services = Executors.newFixedThreadPool(4)) {
      Callable<Void> start =
          () -> {
            setup(3).ensure(topics);
            return null;
          };

      assertThat(services.invokeAll(Collections.nCopies(4, start)))
          .allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ZERO));
    }
  }

  @Test
  void wrongPartitionsAreReportedWithAdvice() throws Exception {
    List<Topic<?>> topics = List.of(topic("setup.count", Cleanup.TRIMMED, Partitions.KEYED));
    setup(3).ensure(topics);

    assertThatIllegalStateException()
        .isThrownBy(() -> setup(4).ensure(topics))
        .withMessage(
            "topic setup.count has 3 partitions, but offload.topics.partitions asks for 4:"
                + " set it to 3 (the count can't change once tasks are stored)");
  }

  @Test
  void wrongCleanupIsReportedWithAdvice() throws Exception {
    setup(3).ensure(List.of(topic("setup.cleanup", Cleanup.COMPACTED, Partitions.KEYED)));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                setup(3).ensure(List.of(topic("setup.cleanup", Cleanup.TRIMMED, Partitions.KEYED))))
        .withMessageContaining("topic setup.cleanup has cleanup.policy=compact")
        .withMessageContaining("--add-config cleanup.policy=delete");
  }

  @Test
  void compactedTopicsAreCompactedWithinAWeek() throws Exception {
    setup(3).ensure(List.of(topic("setup.lag", Cleanup.COMPACTED, Partitions.ONE)));

    Config settings = config(ConfigResource.Type.TOPIC, "setup.lag");
    assertThat(settings.get("segment.ms").value()).isEqualTo("3600000");
    assertThat(settings.get("max.compaction.lag.ms").value()).isEqualTo("86400000");
  }

  @Test
  void topicOfAnOlderReleaseGetsNewSettings() throws Exception {
    // Given
    KafkaForTests.createTopic("setup.older", 1, Map.of("cleanup.policy", "compact"));

    // When
    setup(3).ensure(List.of(topic("setup.older", Cleanup.COMPACTED, Partitions.ONE)));

    // Then
    await()
        .untilAsserted(
            () -> {
              Config settings = config(ConfigResource.Type.TOPIC, "setup.older");
              assertThat(settings.get("segment.ms").value()).isEqualTo("3600000");
              assertThat(settings.get("max.compaction.lag.ms").value()).isEqualTo("86400000");
            });
  }

  @Test
  void automaticallyCreatedTopicKeepsItsRecords() throws Exception {
    // Given
    KafkaForTests.createTopic("setup.accident", 3);

    // When
    setup(3).ensure(List.of(topic("setup.accident", Cleanup.TRIMMED, Partitions.KEYED)));

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(
                        config(ConfigResource.Type.TOPIC, "setup.accident")
                            .get("retention.ms")
                            .value())
                    .isEqualTo("-1"));
  }

  @Test
  void wrongSettingIsReportedWithAllOtherFaults() {
    // Given
    KafkaForTests.createTopic(
        "setup.odd", 3, Map.of("retention.ms", "86400000", "max.message.bytes", "1000"));
    KafkaForTests.createTopic(
        "setup.lazy", 1, Map.of("cleanup.policy", "compact", "segment.ms", "7200000"));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                setup(3)
                    .ensure(
                        List.of(
                            topic("setup.odd", Cleanup.TRIMMED, Partitions.KEYED),
                            topic("setup.lazy", Cleanup.COMPACTED, Partitions.KEYED))))
        .withMessageContaining("--entity-name setup.odd --add-config retention.ms=-1")
        .withMessageContaining("--entity-name setup.odd --add-config max.message.bytes=1048588")
        .withMessageContaining("topic setup.lazy has 1 partitions")
        .withMessageNotContaining("segment.ms");
  }

  @Test
  void everythingIsCreatedAtOnce() throws Exception {
    setup(3).ensureAll(List.of("setup-one", "setup-two"));

    assertThat(partitions(Topics.TASKS.name())).isEqualTo(3);
    assertThat(partitions(Topics.direct("setup-one").name())).isEqualTo(3);
    assertThat(partitions(Topics.work("setup-two").name())).isEqualTo(3);
    await()
        .untilAsserted(
            () -> {
              for (String queue : List.of("setup-one", "setup-two")) {
                Config group = config(ConfigResource.Type.GROUP, Topics.shareGroup(queue));
                assertThat(group.get("share.isolation.level").value()).isEqualTo("read_committed");
                assertThat(group.get("share.heartbeat.interval.ms").value()).isEqualTo("1000");
              }
            });
  }

  @Test
  void queueHasItsTopicsAndItsShareGroup() throws Exception {
    setup(3).ensureQueue("setup-queue");

    assertThat(partitions(Topics.direct("setup-queue").name())).isEqualTo(3);
    assertThat(partitions(Topics.work("setup-queue").name())).isEqualTo(3);
    await()
        .untilAsserted(
            () -> {
              Config group = config(ConfigResource.Type.GROUP, Topics.shareGroup("setup-queue"));
              assertThat(group.get("share.auto.offset.reset").value()).isEqualTo("earliest");
              assertThat(group.get("share.isolation.level").value()).isEqualTo("read_committed");
            });
  }

  @Test
  void settingOfAShareGroupIsKept() throws Exception {
    // Given
    ConfigResource group =
        new ConfigResource(ConfigResource.Type.GROUP, Topics.shareGroup("setup-own"));
    ConfigEntry lock = new ConfigEntry("share.record.lock.duration.ms", "20000");
    ConfigEntry reset = new ConfigEntry("share.auto.offset.reset", "latest");
    admin
        .incrementalAlterConfigs(
            Map.of(
                group,
                List.of(
                    new AlterConfigOp(lock, AlterConfigOp.OpType.SET),
                    new AlterConfigOp(reset, AlterConfigOp.OpType.SET))))
        .all()
        .get();
    await()
        .untilAsserted(
            () ->
                assertThat(config(group.type(), group.name()).get(lock.name()).value())
                    .isEqualTo("20000"));

    // When
    setup(3).ensureQueue("setup-own");

    // Then
    await()
        .untilAsserted(
            () -> {
              Config settings = config(group.type(), group.name());
              assertThat(settings.get(lock.name()).value()).isEqualTo("20000");
              assertThat(settings.get(reset.name()).value()).isEqualTo("earliest");
              assertThat(settings.get("share.heartbeat.interval.ms").value()).isEqualTo("1000");
            });
  }

  private TopicSetup setup(int partitions) {
    return new TopicSetup(admin, new OneNode(partitions));
  }

  private static Topic<byte[]> topic(String name, Cleanup cleanup, Partitions partitions) {
    return new Topic<>(name, Serdes.ByteArray(), cleanup, partitions);
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private Config config(ConfigResource.Type type, String name) throws Exception {
    ConfigResource resource = new ConfigResource(type, name);
    Map<ConfigResource, Config> found = admin.describeConfigs(List.of(resource)).all().get();
    return found.get(resource);
  }
}
