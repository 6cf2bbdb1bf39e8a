package dev.offload.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.testkit.KafkaForTests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTopicReaderIT {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private Topic<ControlEntry> topic;
  private Producer<String, ControlEntry> producer;

  @BeforeEach
  void makeTopic() {
    topic =
        new Topic<>(
            "whole-" + TOPICS.incrementAndGet(),
            Topics.CONTROL.values(),
            Topic.Cleanup.COMPACTED,
            Topic.Partitions.KEYED);
    KafkaForTests.createTopic(topic.name(), 3);
    producer = KafkaForTests.producer(new StringSerializer(), topic.values().serializer());
  }

  @AfterEach
  void closeProducer() {
    producer.close();
  }

  @Test
  void everyRecordIsReadOnceCaughtUp() throws Exception {
    for (int i = 0; i < 5000; i++) {
      write("queue-" + i);
    }
    producer.flush();
    Kept kept = new Kept();

    try (WholeTopicReader<ControlEntry> reader = reader(kept).start()) {
      reader.caughtUp().get(30, TimeUnit.SECONDS);
    }

    assertThat(kept.values).hasSize(5000);
  }

  @Test
  void readerAlwaysSeesItsOwnWrites() throws Exception {
    Kept kept = new Kept();
    try (WholeTopicReader<ControlEntry> reader = reader(kept).start()) {
      for (int i = 0; i < 50; i++) {
        write("own-" + i);
        producer.flush();

        reader.caughtUp().get(30, TimeUnit.SECONDS);

        assertThat(kept.values).containsKey("own-" + i);
      }
    }
  }

  @Test
  void topicThatIsCreatedLaterIsRead() throws Exception {
    Topic<ControlEntry> later =
        new Topic<>("later-" + topic.name(), topic.values(), topic.cleanup(), topic.partitions());
    Kept kept = new Kept();
    try (WholeTopicReader<ControlEntry> reader =
        new WholeTopicReader<>(KafkaForTests.connection(), later, kept).start()) {
      var caughtUp = reader.caughtUp();

      KafkaForTests.createTopic(later.name(), 3);
      producer.send(later.record("late", new PauseQueue("image", Instant.EPOCH), 3)).get();

      caughtUp.get(30, TimeUnit.SECONDS);
      reader.caughtUp().get(30, TimeUnit.SECONDS);
      assertThat(kept.values).containsKey("late");
    }
  }

  @Test
  void endBeyondAnOpenTransactionIsReachedAfterTheTransaction() throws Exception {
    Map<String, Object> transactional = KafkaForTests.connection();
    transactional.put("transactional.id", topic.name());
    Kept kept = new Kept();
    try (WholeTopicReader<ControlEntry> reader = reader(kept).start();
        Producer<String, ControlEntry> lifecycle =
            new KafkaProducer<>(
                transactional, new StringSerializer(), topic.values().serializer())) {
      lifecycle.initTransactions();
      lifecycle.beginTransaction();
      var written =
          lifecycle.send(topic.record("open", new PauseQueue("image", Instant.EPOCH), 3)).get();
      var reached = reader.reached(Map.of(written.partition(), written.offset() + 1));

      reader.caughtUp().get(30, TimeUnit.SECONDS);
      assertThat(reached).isNotDone();
      assertThat(kept.values).isEmpty();

      lifecycle.commitTransaction();
      reached.get(30, TimeUnit.SECONDS);
      assertThat(kept.values).containsOnlyKeys("open");
    }
  }

  @Test
  void readingGoesOnAtThePositionsItsReaderKept() throws Exception {
    write("before");
    producer.flush();
    Kept first = new Kept();
    try (WholeTopicReader<ControlEntry> reader = reader(first).start()) {
      reader.caughtUp().get(30, TimeUnit.SECONDS);
    }
    write("after");
    producer.flush();
    Kept second = new Kept();
    second.positions.putAll(first.positions);

    try (WholeTopicReader<ControlEntry> reader = reader(second).start()) {
      reader.caughtUp().get(30, TimeUnit.SECONDS);
    }

    assertThat(second.values).containsOnlyKeys("after");
  }

  @Test
  void recordsComeAgainAfterAFailureOfTheReader() throws Exception {
    write("again");
    producer.flush();
    AtomicInteger failures = new AtomicInteger();
    Kept kept =
        new Kept() {
          @Override
          public void take(
              List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> next) {
            if (failures.getAndIncrement() == 0) {
              throw new IllegalStateException("disk full, says the test");
            }
            super.take(records, next);
          }
        };

    try (WholeTopicReader<ControlEntry> _ = reader(kept).start()) {
      await().until(() -> kept.values.containsKey("again"));
    }

    assertThat(failures).hasValue(2);
  }

  @Test
  void readingGoesOnWhateverItsReaderThrows() throws Exception {
    write("again");
    producer.flush();
    AtomicInteger failures = new AtomicInteger();
    Kept kept =
        new Kept() {
          @Override
          public Map<Integer, Long> positions() {
            if (failures.getAndIncrement() == 0) {
              throw new IllegalStateException("disk can't be read, says the test");
            }
            return super.positions();
          }

          @Override
          public void take(
              List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> next) {
            if (failures.getAndIncrement() == 2) {
              throw new OutOfMemoryError("says the test");
            }
            super.take(records, next);
          }
        };

    try (WholeTopicReader<ControlEntry> reader = reader(kept).start()) {
      await().until(() -> kept.values.containsKey("again"));
      assertThat(reader.isReading()).isTrue();
    }
  }

  @Test
  void readerThatIsClosedDoesNotRead() {
    WholeTopicReader<ControlEntry> reader = reader(new Kept()).start();
    reader.close();

    assertThat(reader.isReading()).isFalse();
  }

  @Test
  void unreadableRecordIsReportedAndSkipped() throws Exception {
    try (KafkaProducer<String, byte[]> raw =
        new KafkaProducer<>(
            KafkaForTests.connection(), new StringSerializer(), new ByteArraySerializer())) {
      raw.send(new ProducerRecord<>(topic.name(), 0, "bad", "no".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    write("good");
    producer.flush();
    Kept kept = new Kept();

    try (WholeTopicReader<ControlEntry> reader = reader(kept).start()) {
      reader.caughtUp().get(30, TimeUnit.SECONDS);
    }

    assertThat(kept.unreadable).containsExactly("bad");
    assertThat(kept.values).containsOnlyKeys("good");
  }

  @Test
  void recordsWithoutAKeyAreSkipped() throws Exception {
    try (KafkaProducer<String, byte[]> raw =
        new KafkaProducer<>(
            KafkaForTests.connection(), new StringSerializer(), new ByteArraySerializer())) {
      raw.send(new ProducerRecord<>(topic.name(), 0, null, null)).get();
      ProducerRecord<String, byte[]> entry =
          topic.encoded("good", new PauseQueue("image", Instant.EPOCH), 3);
      raw.send(new ProducerRecord<>(topic.name(), 0, null, null, entry.value(), entry.headers()))
          .get();
    }
    write("good");
    producer.flush();

    try (TopicTable<ControlEntry> table =
        TopicTable.read(KafkaForTests.connection(), topic, Optional::of)) {
      assertThat(table.catchUp(Duration.ofSeconds(30))).isTrue();

      assertThat(table.get("good")).isPresent();
    }
  }

  @Test
  void waitFailsWhenTheReaderCloses() {
    WholeTopicReader<ControlEntry> reader = reader(new Kept());
    var waiting = reader.caughtUp();
    reader.start();
    reader.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> reader.caughtUp().get(30, TimeUnit.SECONDS))
        .withMessageContaining("closed");
    await().until(waiting::isDone);
  }

  private WholeTopicReader<ControlEntry> reader(Kept kept) {
    return new WholeTopicReader<>(KafkaForTests.connection(), topic, kept);
  }

  private void write(String key) {
    var _ = producer.send(topic.record(key, new PauseQueue("image", Instant.EPOCH), 3));
  }

  private static class Kept implements WholeTopicReader.Reader<ControlEntry> {
    final Map<String, ControlEntry> values = new ConcurrentHashMap<>();
    final Map<Integer, Long> positions = new HashMap<>();
    final List<String> unreadable = new CopyOnWriteArrayList<>();

    @Override
    public Map<Integer, Long> positions() {
      return positions;
    }

    @Override
    public void take(List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> next) {
      records.forEach(record -> values.put(record.key(), record.value()));
      positions.putAll(next);
    }

    @Override
    public void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecord reason) {
      unreadable.add(record.key());
    }
  }
}
