package dev.offload.worker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Roster roster =
      new Roster(
          new RecordWriter(producer, 12),
          "w-1",
          () -> List.of(new QueueSlots("things", 4, running.get())),
          InstantSource.fixed(NOW),
          nanos::get);

  @Test
  void workerIsReportedAtItsStart() {
    roster.tick();

    assertThat(told())
        .containsExactly(new WorkerStatus("w-1", List.of(new QueueSlots("things", 4, 0)), NOW));
    assertThat(producer.history().getFirst().key()).isEqualTo("w-1");
  }

  @Test
  void workerIsReportedAgainLongBeforeItCountsAsGone() {
    roster.tick();
    nanos.addAndGet(Duration.ofMillis(2999).toNanos());
    roster.tick();
    assertThat(told()).hasSize(1);

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    roster.tick();

    assertThat(told()).hasSize(2);
    assertThat(WorkerStatus.STALE_AFTER).isGreaterThan(Duration.ofSeconds(3 * 4));
  }

  @Test
  void onlyALargeChangeOfSlotsIsReportedAtOnce() {
    roster.tick();
    running.set(1);
    roster.tick();
    assertThat(told()).hasSize(1);

    running.set(2);
    roster.tick();

    assertThat(told()).hasSize(2);
    assertThat(told().getLast().queues().getFirst().running()).isEqualTo(2);
  }

  @Test
  void workerThatLeavesIsTombstoned() {
    roster.tick();

    roster.leave().join();

    assertThat(producer.history().getLast().key()).isEqualTo("w-1");
    assertThat(producer.history().getLast().value()).isNull();
  }

  private List<WorkerStatus> told() {
    return producer.history().stream()
        .map(record -> Topics.WORKERS.read(record.headers(), record.value()))
        .toList();
  }
}
