package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A limit and a partition tell each other something that can't be read.
class LostGrantTest {
  private static final LimitScope LIMIT = new OfTenant(Fixtures.TENANT);

  private final LifecycleRig rig = new LifecycleRig();
  private PartitionStores stores;
  private MockProcessorContext<String, Outgoing> context;
  private LifecycleProcessor partition;

  /// How much of what it has written has come back to it.
  private int read;

  @BeforeEach
  void start(@TempDir Path directory) {
    stores = PartitionStores.in(directory);
    context = stores.context();
    partition = new LifecycleProcessor(rig.tools);
    partition.init(context);
    rig.rules.put(LIMIT, LimitRule.atMost(1));
  }

  @AfterEach
  void stop() {
    stores.close();
    rig.close();
  }

  @Test
  void lastUnitIsNotLostWithItsGrant() {
    // Given
    submit(Fixtures.task(rig.now()));
    writeBack(true, false);
    goOn(Duration.ofSeconds(29));
    writeBack(true, true);
    assertThat(handedOut()).isZero();
    // When
    goOn(Duration.ofSeconds(1));
    writeBack(true, true);
    // Then
    assertThat(handedOut()).isEqualTo(1);
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
  }

  @Test
  void unitIsNotLostIfItsReturnIs() {
    // Given
    SubmitTask first = Fixtures.task(rig.now());
    submit(first);
    writeBack(true, true);
    assertThat(handedOut()).isEqualTo(1);
    report(new Run(first.taskId(), 1, "run").succeededAtOnce(rig.now()));
    writeBack(false, true);
    assertThat(written(Topics.PARKED.name())).isEqualTo(1);
    goOn(Duration.ofMinutes(11));
    writeBack(true, true);
    // When
    goOn(Duration.ofSeconds(1));
    // Then
    try (var limits = stores.limits().all()) {
      assertThat(limits).as("what is in use").isExhausted();
    }
  }

  /// What the partition and the limit have written comes to the other one. If uses or grants are
  /// not readable, nothing of it does.
  private void writeBack(boolean canUsesBeRead, boolean canGrantsBeRead) {
    while (read < context.forwarded().size()) {
      Outgoing out = context.forwarded().get(read++).record().value();
      if (out.topic().equals(Topics.COORDINATION.name())) {
        boolean isGrant = PartitionKey.partitionOf(out.key()).isPresent();
        boolean isReadable = isGrant ? canGrantsBeRead : canUsesBeRead;
        context.setRecordMetadata(out.topic(), 0, 0);
        partition.process(
            new Record<>(
                out.key(),
                isReadable ? out.value().get() : new byte[] {'{'},
                rig.now().toEpochMilli(),
                isReadable ? out.headers() : new RecordHeaders()));
      }
    }
  }

  private void submit(SubmitTask task) {
    write(Topics.COMMANDS.encoded(task.taskId().toString(), task, 1));
  }

  private void report(AttemptEvent event) {
    write(Topics.ATTEMPTS.encoded(event.taskId().toString(), event, 1));
  }

  private void write(ProducerRecord<String, byte[]> record) {
    context.setRecordMetadata(record.topic(), 0, 0);
    partition.process(
        new Record<>(record.key(), record.value(), rig.now().toEpochMilli(), record.headers()));
  }

  private void goOn(Duration time) {
    rig.advance(time);
    context.scheduledPunctuators().stream()
        .filter(one -> !one.cancelled())
        .map(CapturedPunctuator::getPunctuator)
        .toList()
        .forEach(one -> one.punctuate(rig.now().toEpochMilli()));
  }

  private long handedOut() {
    return written(Topics.work(Fixtures.QUEUE).name());
  }

  private long written(String topic) {
    return context.forwarded().stream()
        .filter(forward -> forward.record().value().topic().equals(topic))
        .count();
  }
}
