package dev.offload.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A deletion, while another replica changes the same entry.
@IngestTest
class ConfigTurnIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final LimitScope scope = new LimitScope.OfKey("turns", "turns-" + UUID.randomUUID());
  private final Limit first = limit("r1");
  private final Limit anew = limit("r2");

  @Inject BoundedWriter writer;
  private TopicTable<ConfigEntry> table;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    table =
        TopicTable.read(
            KafkaForTests.connection(),
            Topics.CONFIG,
            key -> Optional.of(key).filter(Limit::isKey));
    write(first);
  }

  @AfterEach
  void close() {
    write(null);
    table.close();
  }

  @Test
  void entryThatAnotherRecreatedIsNotDeleted() throws Exception {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> deleteAfter(null, anew))
        .withMessageContaining("at the same moment");

    assertThat(present()).contains(anew);
  }

  @Test
  void entryThatAnotherDeletedTooIsDeleted() throws Exception {
    deleteAfter((Limit) null);

    assertThat(present()).isEmpty();
  }

  @Test
  void entryThatAnotherRecreatedAndDeletedStaysDeleted() throws Exception {
    deleteAfter(null, anew, null);

    assertThat(present()).isEmpty();
  }

  /// Deletes what there is, after another replica has written `others`.
  private void deleteAfter(Limit... others) throws InterruptedException {
    ConfigChanges.Records<Limit> records =
        new ConfigChanges.Records<>() {
          @Override
          public void put(Limit entry, Optional<Limit> former) {
            write(entry);
          }

          @Override
          public RecordMetadata erase(Limit entry) {
            for (Limit other : others) {
              write(other);
            }
            return write(null);
          }
        };
    ConfigChanges<Limit> changes =
        new ConfigChanges<>(Limit.class, "limit", "not read", table, PATIENCE, records);
    List<Limit> _ =
        changes.inTurn(
            "turns",
            first.key(),
            turn -> {
              turn.erase(Basis.PRESENT, () -> {});
              return List.of();
            });
  }

  private Optional<ConfigEntry> present() throws InterruptedException {
    assertThat(table.catchUp(PATIENCE)).isTrue();
    return table.get(first.key());
  }

  private RecordMetadata write(Limit limit) {
    return writer.write(Topics.CONFIG, Limit.key(scope), limit);
  }

  private Limit limit(String revision) {
    return new Limit(scope, LimitRule.atMost(3), NOW, NOW, revision);
  }
}
