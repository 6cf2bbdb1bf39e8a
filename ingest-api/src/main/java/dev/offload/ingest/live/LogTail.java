package dev.offload.ingest.live;

import dev.offload.ingest.view.WrittenTask;
import dev.offload.kafka.read.GrouplessConsumer;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest part of `offload.tasks` from before this process began to follow it, for clients that
/// come back after a restart. The view already has it and so is not told of it again.
@ApplicationScoped
class LogTail {
  private static final Logger log = LoggerFactory.getLogger(LogTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Object> kafka;
  private final LiveConfig config;
  private final int partitions;

  LogTail(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      LiveConfig config,
      TopicsConfig topics) {
    this.kafka = kafka;
    this.config = config;
    this.partitions = topics.partitions();
  }

  /// Reads what is kept of the log called `name` before `positions`. If Kafka does not answer, this
  /// is nothing, and clients that come back are reset.
  RecentNews before(String name, Map<Integer, Long> positions) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    positions.forEach(
        (partition, end) -> ends.put(new TopicPartition(Topics.TASKS.name(), partition), end));
    try (Consumer<String, byte[]> consumer = GrouplessConsumer.open(kafka)) {
      Map<TopicPartition, Long> begins = begins(consumer, ends);
      RecentNews recent = startingAt(name, begins);
      consumer.assign(begins.keySet());
      begins.forEach(consumer::seek);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isRead(consumer, ends)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("not read within " + PATIENCE);
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < ends.get(partition(record))) {
            add(recent, record);
          }
        }
      }
      return recent.inOrderOfTime();
    } catch (KafkaException e) {
      log.warn("clients that reconnect will be reset, the newest events could not be read", e);
      return startingAt(name, ends);
    }
  }

  /// Reads an even share of what may be kept from each partition.
  private Map<TopicPartition, Long> begins(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    int share = config.keptEvents() / partitions;
    Map<TopicPartition, Long> begins = new HashMap<>();
    consumer
        .beginningOffsets(ends.keySet(), PATIENCE)
        .forEach(
            (partition, first) ->
                begins.put(partition, Math.max(first, ends.get(partition) - share)));
    return begins;
  }

  private RecentNews startingAt(String name, Map<TopicPartition, Long> positions) {
    LogPosition begin = LogPosition.beginningOf(name, partitions);
    for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
      begin = begin.with(position.getKey().partition(), position.getValue());
    }
    return new RecentNews(begin, config.keptEvents(), config.keptBytes().asLongValue());
  }

  private static boolean isRead(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
  }

  /// Tombstones and unreadable records are skipped.
  private static void add(RecentNews recent, ConsumerRecord<String, byte[]> record) {
    WrittenTask written = written(record);
    if (written == null || written.task().origin() != Origin.CLIENT) {
      recent.pass(record.partition(), record.offset());
    } else {
      recent.add(LiveEvent.of(written), record.partition(), record.offset(), record.timestamp());
    }
  }

  private static WrittenTask written(ConsumerRecord<String, byte[]> record) {
    try {
      return WrittenTask.read(record);
    } catch (UnreadableRecord _) {
      // The view has told of it.
      return null;
    }
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
