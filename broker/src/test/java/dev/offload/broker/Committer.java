package dev.offload.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/// Commits one transaction after another, each of a record in every partition, until it is closed
/// or Kafka is gone.
final class Committer implements AutoCloseable {
  private final AtomicInteger commits = new AtomicInteger();
  private final CountDownLatch gone = new CountDownLatch(1);
  private final KafkaProducer<String, String> producer;
  private volatile boolean closed;

  private Committer(KafkaProducer<String, String> producer) {
    this.producer = producer;
  }

  static Committer start(String bootstrapServers, String topic, int partitions) {
    var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "committer",
                "transaction.timeout.ms",
                3000),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    var committer = new Committer(producer);
    Thread.ofVirtual().start(() -> committer.run(topic, partitions));
    return committer;
  }

  private void run(String topic, int partitions) {
    try {
      while (!closed) {
        producer.beginTransaction();
        for (int number = 0; number < partitions; number++) {
          var _ = producer.send(new ProducerRecord<>(topic, number, "key", "value"));
        }
        producer.commitTransaction();
        commits.incrementAndGet();
      }
    } catch (KafkaException | IllegalStateException _) {
      // The node was killed.
    } finally {
      gone.countDown();
    }
  }

  void awaitCommits(int count) throws InterruptedException {
    while (commits.get() < count && gone.getCount() > 0) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ZERO);
  }
}
