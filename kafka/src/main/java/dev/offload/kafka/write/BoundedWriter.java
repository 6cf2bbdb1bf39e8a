package dev.offload.kafka.write;

import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/// Writes records after reading them back. A record that nobody could read is not written,
/// since it would be lost for its owner and hold up its readers.
///
/// If Kafka does not answer, a limited number of records wait. Any more are refused at once as not
/// written. Records of batches have a separate share and wait for room in it, so they never take
/// the room of single records.
public final class BoundedWriter {
  /// The smallest size that a record counts with, since more than its bytes is kept.
  private static final int UNIT = 1024;

  private final RecordWriter writer;
  private final Duration patience;
  private final Semaphore free;
  private final Semaphore freeForBatches;
  private final int unitsForBatches;

  /// How much may be under way.
  ///
  /// @param records how many single records
  /// @param batchBytes how many bytes of all batches
  /// @param patience how long somebody waits for room or for Kafka
  public record Bounds(int records, long batchBytes, Duration patience) {}

  public BoundedWriter(RecordWriter writer, Bounds bounds) {
    this.writer = writer;
    this.patience = bounds.patience();
    this.free = new Semaphore(bounds.records());
    this.unitsForBatches = Math.toIntExact(bounds.batchBytes() / UNIT);
    this.freeForBatches = new Semaphore(unitsForBatches, true);
  }

  /// Learns where the partitions of `topics` are. Without that the first record of each would have
  /// to wait for it, and could be refused while Kafka is slow.
  ///
  /// @throws TimeoutException if Kafka did not tell in time
  public void locate(Collection<String> topics) {
    long end = System.nanoTime() + patience.toNanos();
    topics.forEach(topic -> locate(topic, end));
  }

  private void locate(String topic, long end) {
    while (true) {
      try {
        writer.locate(topic);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  /// Writes `value`, null for a tombstone. When this returns, the record is safe against the loss
  /// of a broker.
  ///
  /// @return where the record is
  /// @throws NotWritten if it is certain or possible that the record is not in the topic
  /// @throws UnreadableRecord if nobody could read it; it is not in the topic
  public <V> RecordMetadata write(Topic<V> topic, String key, V value) {
    return begin(topic, key, value).await();
  }

  /// Sends `value`.
  ///
  /// @throws NotWritten if it was not even sent
  public <V> Writing begin(Topic<V> topic, String key, V value) {
    ProducerRecord<String, byte[]> record = readBack(topic, key, value);
    if (!free.tryAcquire()) {
      throw new NotWritten(NotWritten.Certainty.CERTAIN, "too many records wait for Kafka", null);
    }
    return send(record, free, 1);
  }

  /// Sends one record of many when there is room for it.
  ///
  /// @throws NotWritten if it was not even sent
  public <V> Writing beginInBatch(Topic<V> topic, String key, V value) throws InterruptedException {
    ProducerRecord<String, byte[]> record = readBack(topic, key, value);
    int units = Math.min(1 + record.value().length / UNIT, unitsForBatches);
    if (!freeForBatches.tryAcquire(units, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new NotWritten(
          NotWritten.Certainty.CERTAIN, "too many records of batches wait for Kafka", null);
    }
    return send(record, freeForBatches, units);
  }

  private <V> ProducerRecord<String, byte[]> readBack(Topic<V> topic, String key, V value) {
    ProducerRecord<String, byte[]> record = writer.encoded(topic, key, value);
    V _ = topic.read(record.headers(), record.value());
    return record;
  }

  private Writing send(ProducerRecord<String, byte[]> record, Semaphore room, int units) {
    return new Writing(
        writer.send(record, place -> place).whenComplete((_, _) -> room.release(units)), patience);
  }
}
