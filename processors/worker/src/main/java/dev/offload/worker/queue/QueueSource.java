package dev.offload.worker.queue;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where the records of one queue come from. Each record goes to one worker at a time.
///
/// A polled record is locked for its poller until it is accepted, the source is closed, or the lock
/// ends. In the last two cases it is delivered again, with a higher delivery count. A source is
/// used by one thread.
public interface QueueSource extends AutoCloseable {
  /// Opens sources of a queue that return at most `batch` records per poll.
  @FunctionalInterface
  interface Opener {
    QueueSource open(String queue, int batch);
  }

  /// Waits for records, at most `patience`. Throws [IllegalStateException] unless all records of
  /// the previous poll were accepted.
  List<ConsumerRecord<String, byte[]>> poll(Duration patience);

  /// Removes a record from the queue for good. The queue learns of it with the next poll at
  /// the latest.
  void accept(ConsumerRecord<String, byte[]> record);

  /// Tells the queue what was accepted, if no poll follows soon. Returns when the queue knows.
  void flush();

  /// Tells the queue what was accepted, and gives back the rest.
  @Override
  void close();
}
