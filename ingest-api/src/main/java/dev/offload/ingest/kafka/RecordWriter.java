package dev.offload.ingest.kafka;

import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.TopicsConfig;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Writes records and waits until Kafka has acknowledged them.
///
/// Where Kafka does not answer, at most so many records wait as may be under way; for more the
/// answer is at once that they were not written.
@ApplicationScoped
public class RecordWriter {

  private final MutinyEmitter<byte[]> records;
  private final TopicsConfig topics;
  private final KafkaWritingConfig config;
  private final Semaphore free;

  RecordWriter(
      @Channel("ingest-records") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> records,
      TopicsConfig topics,
      KafkaWritingConfig config) {
    this.records = records;
    this.topics = topics;
    this.config = config;
    this.free = new Semaphore(config.maxUnderWay());
  }

  /// Writes `value`, null for a tombstone. Safe against the loss of a broker once it returns.
  ///
  /// @return where the record stands
  /// @throws NotWritten if it is certain or possible that the record is not in the topic
  public <V> RecordMetadata write(Topic<V> topic, String key, V value) {
    OutgoingMessageMetadata<RecordMetadata> written = new OutgoingMessageMetadata<>();
    Message<byte[]> message = message(topic, key, value).addMetadata(written);
    if (!free.tryAcquire()) {
      throw new NotWritten(NotWritten.Certainty.CERTAIN, "too many records wait for Kafka", null);
    }
    try {
      records
          .sendMessage(message)
          .onTermination()
          .invoke(() -> free.release())
          .await()
          .atMost(config.timeLimit());
    } catch (TimeoutException e) {
      throw new NotWritten(NotWritten.Certainty.UNKNOWN, "Kafka did not answer in time", e);
    } catch (RuntimeException e) {
      throw new NotWritten(NotWritten.Certainty.UNKNOWN, "Kafka did not take the record", e);
    }
    return written.getResult();
  }

  private <V> Message<byte[]> message(Topic<V> topic, String key, V value) {
    ProducerRecord<String, V> record = topic.record(key, value, topics.partitions());
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return Message.of(bytes)
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(record.topic())
                .withPartition(record.partition())
                .withKey(key)
                .withHeaders(headers)
                .build());
  }
}
