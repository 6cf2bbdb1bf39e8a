package dev.offload.kafka.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class StuckQueuesIT {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String queue = "q" + UUID.randomUUID();
  private final AtomicLong nanos = new AtomicLong(1);

  /// A group whose topic does not exist has members without partitions, as one whose state Kafka
  /// can't keep.
  @Test
  void queueWhoseWorkersGetNoPartitionsIsStuck() {
    try (var watch = watch();
        var _ = worker("never-made-" + queue)) {
      await().atMost(PATIENCE).until(() -> isStuckAfter(watch, StuckQueues.USUAL));
    }
  }

  @Test
  void queueIsNotStuckWhileItsWorkersMayStillGetPartitions() throws Exception {
    try (var watch = watch();
        var _ = worker("never-made-" + queue)) {
      watch.look();

      nanos.addAndGet(StuckQueues.USUAL.minusSeconds(1).toNanos());
      watch.look();

      assertThat(watch.has(queue)).isFalse();
    }
  }

  @Test
  void queueThatIsServedOrThatNobodyServesIsNotStuck() throws Exception {
    KafkaForTests.createTopic(Topics.direct(queue).name(), 2);
    try (var watch = watch()) {
      assertThat(isStuckAfter(watch, StuckQueues.USUAL)).isFalse();

      try (var worker = worker(Topics.direct(queue).name())) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  worker.poll(POLL);
                  return isServed();
                });
        assertThat(isStuckAfter(watch, StuckQueues.USUAL)).isFalse();
      }
    }
  }

  private boolean isServed() throws Exception {
    try (var admin = KafkaForTests.admin()) {
      return admin
          .describeShareGroups(List.of(Topics.shareGroup(queue)))
          .describedGroups()
          .get(Topics.shareGroup(queue))
          .get()
          .members()
          .stream()
          .anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
    }
  }

  private boolean isStuckAfter(StuckQueues watch, Duration time) throws InterruptedException {
    watch.look();
    nanos.addAndGet(time.toNanos());
    watch.look();
    return watch.has(queue);
  }

  private StuckQueues watch() {
    return StuckQueues.idle(KafkaForTests.connection(), () -> List.of(queue), nanos::get);
  }

  /// Joins the queue's share group.
  private KafkaShareConsumer<String, String> worker(String topic) {
    Map<String, Object> config = new HashMap<>(KafkaForTests.connection());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.shareGroup(queue));
    var worker =
        new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    worker.subscribe(List.of(topic));
    worker.poll(POLL);
    return worker;
  }
}
