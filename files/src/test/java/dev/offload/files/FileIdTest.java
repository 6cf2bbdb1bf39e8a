package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileIdTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");

  @Test
  void freshIdIsAUuidOfVersionSevenWithItsTime() {
    UUID uuid = UUID.fromString(FileId.fresh(NOW).value().substring("fil_".length()));

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void freshIdsOfOneMomentDiffer() {
    assertThat(FileId.fresh(NOW)).isNotEqualTo(FileId.fresh(NOW));
  }

  @Test
  void freshIdIsParsedAgain() {
    FileId id = FileId.fresh(NOW);

    assertThat(FileId.parse(id.value())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fil_",
        "../../etc/passwd",
        "fil_../../../../../../../../etc/passwd",
        "fil_019AB3C2-0000-7000-8000-000000000000",
        "fil_019ab3c2-0000-4000-8000-000000000000",
        "fil_019ab3c2-0000-7000-c000-000000000000",
        "tsk_019ab3c2-0000-7000-8000-000000000000",
        "fil_019ab3c2-0000-7000-8000-000000000000/..",
        "fil_019ab3c2-0000-7000-8000-000000000000\n",
      })
  void otherTextIsNotAFileId(String text) {
    assertThat(FileId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new FileId(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
