package dev.offload.notifier;

import dev.offload.kafka.write.PatientWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what happens to tasks before their ends, and writes the delivery tasks that [RunNews]
/// decides on to `offload.commands`. It reads only while an endpoint asks for such events; most
/// installations have none, and pay nothing.
///
/// A record counts as read only when Kafka has acknowledged everything that follows from it, as
/// with [Notifier].
@Startup
@ApplicationScoped
class RunReader {
  private static final Logger log = LoggerFactory.getLogger(RunReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration UNTIL_SOMEBODY_ASKS = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /// How many deliveries are on their way to Kafka. Each may have a whole task in it.
  private static final int MOST_UNDER_WAY = 64;

  private final KnownEndpoints endpoints;
  private final Map<String, Object> kafka;
  private final PatientWriter writer;
  private final Told told;
  private final RunNews news;
  private final Counter deliveriesAsked;
  private final Thread thread = Thread.ofPlatform().name("notifier-runs").unstarted(this::run);

  @Inject
  RunReader(
      RetryConfig retry,
      KnownEndpoints endpoints,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      PatientWriter writer,
      Told told,
      MeterRegistry meters) {
    this.endpoints = endpoints;
    this.kafka = kafka;
    this.writer = writer;
    this.told = told;
    this.news = new RunNews(retry.policy(), told);
    this.deliveriesAsked = meters.counter("offload.notifier.deliveries");
  }

  @PostConstruct
  void start() {
    thread.start();
  }

  private void run() {
    try {
      endpoints.catchUp();
      boolean goesOn = endpoints.runsWantedSince().isPresent();
      while (true) {
        if (endpoints.runsWantedSince().isEmpty()) {
          goesOn = false;
          Thread.sleep(UNTIL_SOMEBODY_ASKS);
        } else {
          goesOn = hasRead(goesOn);
        }
      }
    } catch (InterruptedException | InterruptException _) {
      log.debug("the application stops");
    }
  }

  /// Reads while somebody asks for it.
  ///
  /// @param goesOn whether it was read before, so that committed offsets are where to go on
  /// @return whether reading has to go on, after a failure
  private boolean hasRead(boolean goesOn) throws InterruptedException {
    try (Consumer<String, byte[]> consumer = open()) {
      consumer.subscribe(
          List.of(Topics.TASKS.name(), Topics.PROGRESS.name()),
          new StartingPoint(consumer, goesOn));
      while (endpoints.runsWantedSince().isPresent()) {
        ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
        if (!batch.isEmpty()) {
          tell(batch);
          consumer.commitSync();
        }
      }
      return false;
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      log.warn("events of runs can't be read now, they are read again in a moment", e);
      Thread.sleep(PAUSE_AFTER_FAILURE);
      return true;
    }
  }

  private void tell(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
    endpoints.catchUp();
    List<Future<?>> underWay = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (ConsumerRecord<String, byte[]> record : batch) {
        boolean isToldAgain = record.topic().equals(Topics.TASKS.name());
        for (SubmitTask task : deliveries(record)) {
          underWay.add(
              threads.submit(
                  () -> {
                    writer.write(Topics.COMMANDS, task.taskId().toString(), task);
                    if (isToldAgain) {
                      told.add(task.taskId());
                    }
                    deliveriesAsked.increment();
                    return null;
                  }));
          if (underWay.size() == MOST_UNDER_WAY) {
            await(underWay);
          }
        }
      }
      await(underWay);
    } catch (ExecutionException e) {
      throw new KafkaException("subscribers could not be told", e.getCause());
    } finally {
      // When the application stops, nothing of it goes on.
      threads.shutdownNow();
    }
  }

  private static void await(List<Future<?>> underWay)
      throws ExecutionException, InterruptedException {
    for (Future<?> one : underWay) {
      var _ = one.get();
    }
    underWay.clear();
  }

  /// A record that can't be read is passed over, as it would be the next time.
  private List<SubmitTask> deliveries(ConsumerRecord<String, byte[]> record) {
    String tenant = Envelope.text(record.headers(), Envelope.TENANT);
    if (record.value() == null || !endpoints.hasAny(tenant)) {
      return List.of();
    }
    List<Endpoint> own =
        endpoints.of(tenant).stream().filter(one -> one.terms().wantsRuns()).toList();
    if (own.isEmpty()) {
      return List.of();
    }
    try {
      return record.topic().equals(Topics.TASKS.name())
          ? news.of(Topics.TASKS.read(record.headers(), record.value()), own)
          : news.of(Topics.PROGRESS.read(record.headers(), record.value()), own);
    } catch (RuntimeException | StackOverflowError e) {
      log.error(
          "record passed over, nobody is told of it topic={} partition={} offset={}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return List.of();
    }
  }

  private Consumer<String, byte[]> open() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.RUNS_GROUP);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// Where reading begins: where it stopped, or at what was written since somebody has asked for
  /// it. What was written before that is for nobody.
  private final class StartingPoint implements ConsumerRebalanceListener {
    private final Consumer<String, byte[]> consumer;
    private boolean goesOn;

    StartingPoint(Consumer<String, byte[]> consumer, boolean goesOn) {
      this.consumer = consumer;
      this.goesOn = goesOn;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // What was told is committed.
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Set<TopicPartition> fresh = new HashSet<>(partitions);
      if (goesOn) {
        consumer
            .committed(fresh)
            .forEach(
                (partition, offset) -> {
                  if (offset != null) {
                    fresh.remove(partition);
                  }
                });
      }
      goesOn = true;
      begin(fresh);
    }

    private void begin(Set<TopicPartition> partitions) {
      Map<TopicPartition, Long> since = new HashMap<>();
      long asked = endpoints.runsWantedSince().orElseGet(Instant::now).toEpochMilli();
      partitions.forEach(partition -> since.put(partition, asked));
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp first = found.get(partition);
        if (first == null) {
          consumer.seekToEnd(List.of(partition));
        } else {
          consumer.seek(partition, first.offset());
        }
        consumer.position(partition);
      }
      consumer.commitSync();
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
