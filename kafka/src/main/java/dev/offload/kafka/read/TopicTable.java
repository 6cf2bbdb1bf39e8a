package dev.offload.kafka.read;

import dev.offload.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A small compacted topic in memory: the last value of each key.
public final class TopicTable<V> implements WholeReading {

  private final ConcurrentHashMap<String, V> rows = new ConcurrentHashMap<>();
  private final Function<String, Optional<String>> rowOf;
  private final Change<V> changed;
  private final WholeTopicReader<V> reader;
  private final CompletableFuture<Void> readOnce;
  private final Map<String, Set<Watch<V>>> watches = new ConcurrentHashMap<>();
  private Look latest;

  /// A change of a row.
  @FunctionalInterface
  public interface Change<V> {
    /// @param before null if the row was added
    /// @param after null if the row was removed
    void of(String row, V before, V after);
  }

  /// A wait for the end that the topic had when the wait began.
  private record Look(AtomicBoolean begun, CompletableFuture<Void> done) {}

  private TopicTable(
      Map<String, Object> kafka,
      Topic<V> topic,
      Function<String, Optional<String>> rowOf,
      Change<V> changed) {
    this.rowOf = rowOf;
    this.changed = changed;
    this.reader =
        new WholeTopicReader<>(kafka, topic.name(), record -> value(topic, record), this::take)
            .start();
    this.latest = lookAfter(CompletableFuture.completedFuture(null));
    this.readOnce = latest.done();
  }

  /// Starts to read `topic`. `rowOf` makes a record's row from its key. A record without a row is
  /// skipped.
  public static <V> TopicTable<V> read(
      Map<String, Object> kafka, Topic<V> topic, Function<String, Optional<String>> rowOf) {
    return read(kafka, topic, rowOf, (_, _, _) -> {});
  }

  /// The same. `changed` is told of every row that was added, changed or removed, after the change
  /// is visible. It runs on the reader's thread, so it has to be quick.
  public static <V> TopicTable<V> read(
      Map<String, Object> kafka,
      Topic<V> topic,
      Function<String, Optional<String>> rowOf,
      Change<V> changed) {
    return new TopicTable<>(kafka, topic, rowOf, changed);
  }

  public Optional<V> get(String row) {
    return Optional.ofNullable(rows.get(row));
  }

  /// Notes what becomes of a row from now on.
  public Watch<V> watch(String row) {
    Watch<V> watch = new Watch<>(this, row);
    watches.compute(
        row,
        (_, others) -> {
          Set<Watch<V>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(watch);
          return all;
        });
    return watch;
  }

  /// A value that a row had.
  ///
  /// @param value null for none
  /// @param offset of the record that made it so
  public record Seen<V>(V value, long offset) {}

  /// The changes of a row since somebody began to watch it.
  public static final class Watch<V> implements AutoCloseable {
    private final TopicTable<V> table;
    private final String row;
    private final List<Seen<V>> seen = new ArrayList<>();

    private Watch(TopicTable<V> table, String row) {
      this.table = table;
      this.row = row;
    }

    private synchronized void add(Seen<V> one) {
      seen.add(one);
    }

    /// Its values one after the other, with null for none.
    public synchronized List<V> seen() {
      List<V> values = new ArrayList<>();
      seen.forEach(one -> values.add(one.value()));
      return values;
    }

    /// The same with their places.
    public synchronized List<Seen<V>> seenAt() {
      return List.copyOf(seen);
    }

    @Override
    public void close() {
      table.watches.computeIfPresent(
          row,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  public Collection<V> values() {
    return rows.values();
  }

  @Override
  public boolean isCaughtUp() {
    return readOnce.isDone() && !readOnce.isCompletedExceptionally() && reader.isReading();
  }

  @Override
  public boolean isAlive() {
    return reader.isAlive();
  }

  /// Waits until everything that is now in the topic has been read.
  ///
  /// @return whether it was, within `patience`
  public boolean catchUp(Duration patience) throws InterruptedException {
    try {
      join().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /// Waits until the record at `written` has been read. Unlike [#catchUp] this also works for a
  /// topic with transactions: while one is open, readers see the topic's end before it.
  ///
  /// @return whether it was, within `patience`
  public boolean reached(RecordMetadata written, Duration patience) throws InterruptedException {
    try {
      reader
          .reached(Map.of(written.partition(), written.offset() + 1))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /// Many may ask at once. While one look at the topic's end is under way, all who ask share
  /// the next one.
  private synchronized CompletableFuture<Void> join() {
    if (latest.begun().get()) {
      latest = lookAfter(latest.done());
    }
    return latest.done();
  }

  private Look lookAfter(CompletableFuture<Void> before) {
    AtomicBoolean begun = new AtomicBoolean();
    CompletableFuture<Void> done =
        before
            .handle((_, _) -> null)
            .thenCompose(
                _ -> {
                  begun.set(true);
                  return reader.caughtUp();
                });
    return new Look(begun, done);
  }

  /// The value of a record that is skipped need not be read.
  private V value(Topic<V> topic, ConsumerRecord<String, byte[]> record) {
    return rowOf.apply(record.key()).isEmpty()
        ? null
        : topic.read(record.headers(), record.value());
  }

  private void take(List<ConsumerRecord<String, V>> records, Map<Integer, Long> positions) {
    for (ConsumerRecord<String, V> record : records) {
      rowOf.apply(record.key()).ifPresent(row -> put(row, record.value(), record.offset()));
    }
  }

  private void put(String row, V value, long offset) {
    V before = value == null ? rows.remove(row) : rows.put(row, value);
    if (!Objects.equals(before, value)) {
      watches.getOrDefault(row, Set.of()).forEach(watch -> watch.add(new Seen<>(value, offset)));
      changed.of(row, before, value);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
