package dev.offload.lifecycle.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What a stream thread has polled and not yet processed. All of it shares one transaction,
/// which is committed once nothing is left. So transactions are small when few records come,
/// and as large as necessary when many come, however fast the machine and the brokers are.
///
/// Each stream thread has its own count, since it polls, processes and commits by itself.
public final class Backlog {
  /// The setting with which an instance passes it to its stream's consumers.
  public static final String BACKLOG = "offload.lifecycle.backlog";

  private final ThreadLocal<Integer> left = ThreadLocal.withInitial(() -> 0);

  /// The calling thread has polled `records` records. `more` says whether there may be others
  /// that can be polled at once. Whatever was left from before is forgotten: it was processed,
  /// or belongs to others now.
  void polled(int records, boolean more) {
    left.set(more ? records + 1 : records);
  }

  /// The calling thread has processed one record.
  void processed() {
    left.set(Math.max(0, left.get() - 1));
  }

  /// Whether the calling thread has processed everything.
  public boolean isEmpty() {
    return left.get() == 0;
  }

  /// Tells the backlog what a stream thread's consumer has polled.
  public static final class Poll implements ConsumerInterceptor<byte[], byte[]> {
    private Backlog backlog;
    private int atMost;

    @Override
    public void configure(Map<String, ?> settings) {
      backlog = (Backlog) settings.get(BACKLOG);
      atMost = Integer.parseInt(settings.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG).toString());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      backlog.polled(records.count(), records.count() >= atMost);
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      // The stream commits with its producer, in a transaction.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
