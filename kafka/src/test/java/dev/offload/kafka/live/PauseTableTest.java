package dev.offload.kafka.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTableTest {
  private final PauseTable pauses = new PauseTable();

  @Test
  void queueIsPausedUntilItsRecordIsGone() {
    String key = PauseQueue.key("image");

    assertThat(pauses.take(key, new PauseQueue("image", Instant.EPOCH))).isTrue();
    assertThat(pauses.ofQueue("image")).isTrue();
    assertThat(pauses.ofTenant("image")).isFalse();
    assertThat(pauses.take(key, null)).isTrue();
    assertThat(pauses.ofQueue("image")).isFalse();
  }

  @Test
  void repetitionChangesNothing() {
    String key = PauseTenant.key("acme");

    assertThat(pauses.take(key, new PauseTenant("acme", Instant.EPOCH))).isTrue();
    assertThat(pauses.take(key, new PauseTenant("acme", Instant.EPOCH))).isFalse();
    assertThat(pauses.ofTenant("acme")).isTrue();
  }

  @Test
  void otherRecordsDoNotPause() {
    assertThat(pauses.take("cancel/tsk_1", null)).isFalse();
    assertThat(pauses.take(null, null)).isFalse();
  }
}
