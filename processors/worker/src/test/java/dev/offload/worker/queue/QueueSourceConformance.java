package dev.offload.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// What every queue source has to do. The test of each implementation extends it.
public abstract class QueueSourceConformance {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Puts records with these keys on the queue of this test.
  protected abstract void add(String... keys);

  /// Opens a source of this test's queue.
  protected abstract QueueSource open(int batch);

  /// Ends the locks of all records. Does nothing if they end by themselves soon.
  protected abstract void endLocks();

  @Test
  void everyRecordIsHandedOutOnce() {
    // Given
    add("a", "b", "c", "d", "e");

    // When
    List<String> polled;
    try (QueueSource source = open(5)) {
      polled = acceptAll(source, 5);
    }

    // Then
    assertThat(polled).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void pollHandsOutAtMostABatch() {
    // Given
    add("a", "b", "c", "d", "e");

    try (QueueSource source = open(2)) {
      // When
      var polled = pollSome(source);

      // Then
      assertThat(polled).hasSizeBetween(1, 2);
      polled.forEach(source::accept);
      assertThat(acceptAll(source, 5 - polled.size())).hasSize(5 - polled.size());
    }
  }

  @Test
  void acceptedRecordDoesNotComeAgain() {
    // Given
    add("accepted");
    try (QueueSource source = open(1)) {
      acceptAll(source, 1);
    }
    add("next");

    // When
    List<String> polled;
    try (QueueSource source = open(1)) {
      polled = acceptAll(source, 1);
    }

    // Then
    assertThat(polled).containsExactly("next");
  }

  @Test
  void flushedAcceptanceNeedsNoFurtherPoll() {
    // Given
    add("accepted");
    try (QueueSource first = open(1);
        QueueSource second = open(1)) {
      QueueSource holder = first;
      var polled = first.poll(POLL);
      while (polled.isEmpty()) {
        holder = holder == first ? second : first;
        polled = holder.poll(POLL);
      }

      // When
      polled.forEach(holder::accept);
      holder.flush();
      endLocks();
      add("next");

      // Then
      QueueSource other = holder == first ? second : first;
      List<String> keys = new ArrayList<>();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (keys.isEmpty() && System.nanoTime() < end) {
        keys.addAll(accepted(other));
        keys.addAll(accepted(holder));
      }
      assertThat(keys).containsExactly("next");
    }
  }

  @Test
  void unacceptedRecordComesAgainWhenItsSourceIsClosed() {
    // Given
    add("a");
    Optional<Short> first;
    try (QueueSource source = open(1)) {
      first = pollSome(source).getFirst().deliveryCount();
    }

    // When
    ConsumerRecord<String, byte[]> again;
    try (QueueSource source = open(1)) {
      again = pollSome(source).getFirst();
      source.accept(again);
    }

    // Then
    assertThat(again.key()).isEqualTo("a");
    assertThat(first).hasValue((short) 1);
    assertThat(again.deliveryCount()).hasValue((short) 2);
  }

  /// Opens more sources than there are partitions, as a partition may belong to one source only.
  @Test
  void recordComesAgainWhenItsLockEnds() {
    // Given
    add("a");
    try (QueueSource one = open(1);
        QueueSource two = open(1);
        QueueSource three = open(1);
        QueueSource four = open(1)) {
      List<QueueSource> others = new ArrayList<>(List.of(one, two, three, four));
      QueueSource holder = firstToPoll(others);
      others.remove(holder);

      // When
      endLocks();

      // Then
      QueueSource next = firstToPoll(others);
      assertThat(next).isNotSameAs(holder);
    }
  }

  @Test
  void pollRefusesWhileEarlierRecordsAreUnsettled() {
    // Given
    add("a", "b");
    try (QueueSource source = open(1)) {
      pollSome(source);

      // Then
      assertThatIllegalStateException().isThrownBy(() -> source.poll(POLL));
    }
  }

  private static List<ConsumerRecord<String, byte[]>> pollSome(QueueSource source) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var records = source.poll(POLL);
      if (!records.isEmpty()) {
        return records;
      }
    }
    throw new AssertionError("nothing polled within " + PATIENCE);
  }

  /// Polls until one of `sources` gets a record, and returns that source.
  private static QueueSource firstToPoll(List<QueueSource> sources) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (QueueSource source : sources) {
        if (!source.poll(POLL).isEmpty()) {
          return source;
        }
      }
    }
    throw new AssertionError("nothing polled within " + PATIENCE);
  }

  private static List<String> acceptAll(QueueSource source, int count) {
    List<String> keys = new ArrayList<>();
    while (keys.size() < count) {
      for (ConsumerRecord<String, byte[]> record : pollSome(source)) {
        source.accept(record);
        keys.add(record.key());
      }
    }
    keys.addAll(accepted(source));
    return keys;
  }

  private static List<String> accepted(QueueSource source) {
    var records = source.poll(POLL);
    records.forEach(source::accept);
    return records.stream().map(ConsumerRecord::key).toList();
  }
}
