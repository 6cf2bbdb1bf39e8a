package dev.offload.kafka.read;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.toMap;

import dev.offload.kafka.admin.Offsets;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the committed records of a whole topic, on its own thread and without a consumer
/// group. Its reader keeps what it wants of the records and, if it likes, the positions too.
///
/// To read your own writes, use [#caughtUp()]. It is done once everything that is in the topic
/// now has been passed to the reader.
///
/// After any failure, reading goes on after a pause, at the positions that the reader keeps.
/// [#isReading()] tells whether it does.
public final class WholeTopicReader<V> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WholeTopicReader.class);

  /// Whoever wants something of the thread wakes it, so it may sleep.
  private static final Duration POLL = Duration.ofSeconds(5);

  /// How long Kafka may wait for a record before it answers. Most topics that are read whole
  /// hardly ever have one, and each empty answer costs both sides some work.
  private static final Duration FETCH = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /// This is longer than a consumer waits for Kafka.
  private static final Duration LONGEST_TURN = Duration.ofSeconds(90);

  /// Receives the records.
  public interface Reader<V> {
    /// Where to go on, by partition. A partition without a position is read from its
    /// beginning.
    default Map<Integer, Long> positions() {
      return Map.of();
    }

    /// Takes records, in order per partition. All have a key. A null value is a tombstone.
    /// `positions` says where reading goes on after them, for their partitions. After an
    /// exception, the records since [#positions()] come again.
    void take(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions);

    /// Takes note of a record that does not belong on the topic, before it is skipped.
    default void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecord reason) {
      log.error(
          "record passed over as unreadable topic={} partition={} offset={}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          reason.getMessage());
    }
  }

  /// A wait until everything below `until` has been taken. An empty `until` stands for the end
  /// that the topic has now.
  private record Wait(Map<TopicPartition, Long> until, CompletableFuture<Void> done) {}

  private final String topic;
  private final Function<ConsumerRecord<String, byte[]>, V> values;
  private final Reader<V> reader;
  private final Consumer<String, byte[]> consumer;

  /// Asks for ends over its own connection. On the consumer's connection, Kafka answers
  /// nothing else while a fetch waits for records.
  private final SharedAdmin admin;

  private final Queue<Wait> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Wait> waiting = new ArrayDeque<>();
  private final Thread thread;
  private boolean mustSeek = true;
  private volatile long lastTurn = System.nanoTime();
  private volatile boolean closed;

  /// `kafka` says how to reach Kafka, security included. Reading begins with [#start()].
  public WholeTopicReader(Map<String, Object> kafka, Topic<V> topic, Reader<V> reader) {
    this(kafka, topic.name(), record -> topic.read(record.headers(), record.value()), reader);
  }

  /// `values` reads the value of a record. It throws [UnreadableRecord] if the record does not
  /// belong on the topic.
  public WholeTopicReader(
      Map<String, Object> kafka,
      String topic,
      Function<ConsumerRecord<String, byte[]>, V> values,
      Reader<V> reader) {
    this.topic = topic;
    this.values = values;
    this.reader = reader;
    this.consumer = GrouplessConsumer.open(patient(kafka));
    this.admin = SharedAdmin.of(kafka);
    thread = Thread.ofPlatform().name("read-" + topic).daemon().unstarted(this::run);
  }

  private static Map<String, Object> patient(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH.toMillis()));
    return config;
  }

  public WholeTopicReader<V> start() {
    thread.start();
    return this;
  }

  /// Done once everything that is in the topic now has been taken. Fails if the reader is
  /// closed before.
  public CompletableFuture<Void> caughtUp() {
    return ask(Map.of());
  }

  /// Done once everything below `ends`, by partition, has been taken or skipped. Unlike
  /// [#caughtUp()], it can wait for the end of a transaction that is open or that readers
  /// still see as open.
  public CompletableFuture<Void> reached(Map<Integer, Long> ends) {
    if (ends.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Map<TopicPartition, Long> until = new HashMap<>();
    ends.forEach((partition, end) -> until.put(new TopicPartition(topic, partition), end));
    return ask(until);
  }

  /// Whether reading goes on: the thread is alive, and recently all records were taken.
  public boolean isReading() {
    return isAlive() && System.nanoTime() - lastTurn < LONGEST_TURN.toNanos();
  }

  /// Whether its thread is alive.
  public boolean isAlive() {
    return thread.isAlive();
  }

  private CompletableFuture<Void> ask(Map<TopicPartition, Long> until) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ask(new Wait(until, done));
    return done;
  }

  private void ask(Wait one) {
    asked.add(one);
    if (closed) {
      one.done().completeExceptionally(new IllegalStateException("reader of " + topic + " closed"));
    }
    consumer.wakeup();
  }

  /// Takes no more records after those that it is taking. [#close()] waits for these.
  public void stop() {
    closed = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        turn();
      }
    } finally {
      closed = true;
      // There is no group to leave. Waiting would only be for the current fetch.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      admin.close();
      IllegalStateException end = new IllegalStateException("reader of " + topic + " closed");
      asked.forEach(one -> one.done().completeExceptionally(end));
      waiting.forEach(one -> one.done().completeExceptionally(end));
    }
  }

  private void turn() {
    try {
      if (consumer.assignment().isEmpty() && !assign()) {
        pause();
        return;
      }
      if (mustSeek) {
        seek();
        mustSeek = false;
      }
      noteTargets();
      answerWaiting();
      if (take(consumer.poll(POLL))) {
        answerWaiting();
        lastTurn = System.nanoTime();
      } else {
        mustSeek = true;
        pause();
      }
    } catch (WakeupException _) {
      // Somebody has asked, or the reader is closing. The loop finds out.
    } catch (KafkaException e) {
      log.warn("reading goes on after a pause topic={}: {}", topic, e.getMessage());
      pause();
    } catch (RuntimeException | Error e) {
      log.error("records are read again after a pause topic={}", topic, e);
      mustSeek = true;
      pause();
    }
  }

  private boolean assign() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      log.debug("topic does not exist yet topic={}", topic);
      return false;
    }
    consumer.assign(partitions);
    return true;
  }

  private void seek() {
    Map<Integer, Long> positions = reader.positions();
    for (TopicPartition partition : consumer.assignment()) {
      Long position = positions.get(partition.partition());
      if (position == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position);
      }
    }
  }

  private void noteTargets() {
    for (Wait one = asked.poll(); one != null; one = asked.poll()) {
      if (one.until().isEmpty()) {
        askForEnds(one.done());
      } else {
        waiting.add(one);
      }
    }
  }

  /// Asks for the ends. If Kafka does not tell them, this is repeated after a pause.
  private void askForEnds(CompletableFuture<Void> done) {
    var _ =
        admin
            .client()
            .listOffsets(
                Offsets.asked(consumer.assignment(), OffsetSpec.latest()),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .whenComplete(
                (ends, failure) -> {
                  if (failure == null) {
                    ask(new Wait(offsets(ends), done));
                  } else if (closed) {
                    ask(new Wait(Map.of(), done));
                  } else {
                    log.warn("ends are asked for again topic={}: {}", topic, failure.getMessage());
                    CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE.toMillis(), MILLISECONDS)
                        .execute(() -> ask(new Wait(Map.of(), done)));
                  }
                });
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    return ends.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /// Whether the reader took them.
  private boolean take(ConsumerRecords<String, byte[]> polled) {
    if (polled.isEmpty()) {
      return true;
    }
    List<ConsumerRecord<String, V>> records = new ArrayList<>(polled.count());
    for (ConsumerRecord<String, byte[]> record : polled) {
      try {
        records.add(withValue(record, read(record)));
      } catch (UnreadableRecord e) {
        reader.unreadable(record, e);
      }
    }
    try {
      reader.take(records, positionsAfter(polled));
      return true;
    } catch (RuntimeException e) {
      if (!closed) {
        log.error("records are tried again topic={}", topic, e);
      }
      return false;
    }
  }

  /// Reading a record again would fail in the same way, so every failure makes it unreadable.
  private V read(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      throw new UnreadableRecord("a record of " + topic + " must have a key");
    }
    try {
      return values.apply(record);
    } catch (UnreadableRecord e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new UnreadableRecord("it can't be read: " + e, e);
    }
  }

  private static Map<Integer, Long> positionsAfter(ConsumerRecords<?, ?> polled) {
    Map<Integer, Long> positions = new HashMap<>();
    polled
        .nextOffsets()
        .forEach((partition, next) -> positions.put(partition.partition(), next.offset()));
    return positions;
  }

  private void answerWaiting() {
    waiting.removeIf(
        one -> {
          boolean reached =
              one.until().entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
          if (reached) {
            one.done().complete(null);
          }
          return reached;
        });
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  private static <V> ConsumerRecord<String, V> withValue(
      ConsumerRecord<String, byte[]> record, V value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        value,
        record.headers(),
        record.leaderEpoch());
  }
}
