package dev.offload.worker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// A queue in this JVM that keeps the rules of [QueueSource]. The test decides when locks end.
public final class InMemoryQueue implements QueueSource.Opener {
  private static final class Entry {
    final String topic;
    final long offset;
    final String key;
    final Headers headers;
    final byte[] value;
    int deliveries;
    QueueSource holder;
    boolean accepted;

    Entry(String topic, long offset, String key, Headers headers, byte[] value) {
      this.topic = topic;
      this.offset = offset;
      this.key = key;
      this.headers = headers;
      this.value = value;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  public void add(String topic, String key, Headers headers, byte[] value) {
    add(topic, key, headers, value, 0);
  }

  /// Adds a record that was handed out `deliveries` times before.
  public void add(String topic, String key, Headers headers, byte[] value, int deliveries) {
    locked(
        () -> {
          Entry entry = new Entry(topic, entries.size(), key, headers, value);
          entry.deliveries = deliveries;
          entries.add(entry);
          added.signalAll();
        });
  }

  public void endLocks() {
    locked(
        () -> {
          entries.forEach(entry -> entry.holder = null);
          added.signalAll();
        });
  }

  /// The keys of the records that are not accepted yet.
  public List<String> remaining() {
    List<String> keys = new ArrayList<>();
    locked(
        () ->
            entries.stream()
                .filter(entry -> !entry.accepted)
                .map(entry -> entry.key)
                .forEach(keys::add));
    return keys;
  }

  /// How many sources were opened so far.
  public int opened() {
    return opened.get();
  }

  public int closed() {
    return closed.get();
  }

  @Override
  public QueueSource open(String queue, int batch) {
    opened.incrementAndGet();
    return new Source(batch);
  }

  private void locked(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  private final class Source implements QueueSource {
    private final int batch;
    private final List<Entry> held = new ArrayList<>();
    private final List<Entry> accepted = new ArrayList<>();

    Source(int batch) {
      this.batch = batch;
    }

    @Override
    public List<ConsumerRecord<String, byte[]>> poll(Duration patience) {
      if (!held.isEmpty()) {
        throw new IllegalStateException(held.size() + " records were not accepted");
      }
      flush();
      lock.lock();
      try {
        long left = patience.toNanos();
        while (entries.stream().noneMatch(this::isFree) && left > 0) {
          left = added.awaitNanos(left);
        }
        entries.stream().filter(this::isFree).limit(batch).forEach(held::add);
        held.forEach(this::acquire);
        return held.stream().map(InMemoryQueue::record).toList();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      } finally {
        lock.unlock();
      }
    }

    private boolean isFree(Entry entry) {
      return entry.holder == null && !entry.accepted;
    }

    private void acquire(Entry entry) {
      entry.holder = this;
      entry.deliveries++;
    }

    @Override
    public void accept(ConsumerRecord<String, byte[]> record) {
      Entry entry = entries.get((int) record.offset());
      if (!held.remove(entry)) {
        throw new IllegalStateException("record is not held: " + record.offset());
      }
      accepted.add(entry);
    }

    @Override
    public void flush() {
      locked(
          () ->
              accepted.stream()
                  .filter(entry -> entry.holder == this)
                  .forEach(entry -> entry.accepted = true));
      accepted.clear();
    }

    @Override
    public void close() {
      flush();
      locked(
          () -> {
            held.stream()
                .filter(entry -> entry.holder == this)
                .forEach(entry -> entry.holder = null);
            added.signalAll();
          });
      held.clear();
      closed.incrementAndGet();
    }
  }

  private static ConsumerRecord<String, byte[]> record(Entry entry) {
    return new ConsumerRecord<>(
        entry.topic,
        0,
        entry.offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        entry.key,
        entry.value,
        new RecordHeaders(entry.headers),
        Optional.empty(),
        Optional.of((short) entry.deliveries));
  }
}
