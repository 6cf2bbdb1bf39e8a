package dev.offload.worker.queue;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where the records of one queue come from, each to one worker at a time.
///
/// A polled record is locked for its poller until it is accepted, the source is closed or the lock
/// ends; in the latter cases it is handed out again, with a higher delivery count. Used by one
/// thread.
public interface QueueSource extends AutoCloseable {
  /// Makes sources of a queue that hand out at most `batch` records at once.
  @FunctionalInterface
  interface Opener {
    QueueSource open(String queue, int batch);
  }

  /// Waits for records, at most `patience`. Throws [IllegalStateException] unless all records of
  /// the poll before were accepted.
  List<ConsumerRecord<String, byte[]>> poll(Duration patience);

  /// Takes a record off the queue for good; told to the queue by the next poll at the latest.
  void accept(ConsumerRecord<String, byte[]> record);

  /// Tells the queue of what was accepted, where no poll follows soon; returns once it knows.
  void flush();

  /// Tells the queue of what was accepted, and gives back the rest.
  @Override
  void close();
}
