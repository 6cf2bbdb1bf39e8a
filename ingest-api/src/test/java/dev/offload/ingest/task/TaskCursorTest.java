package dev.offload.ingest.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCursorTest {
  private static final TaskFilter FILTER = filterOf("acme");
  private static final int FILTER_BYTES = 8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "2026-11-28T10:00:00.5Z",
        "9999-12-31T23:59:59.999999999Z"
      })
  void cursorIsReadAsItWasSpelled(Instant createdAt) {
    PagePosition position = new PagePosition(createdAt, TaskId.fresh(Instant.EPOCH));

    assertThat(TaskCursor.parse(FILTER, TaskCursor.spell(FILTER, position))).contains(position);
  }

  @Test
  void cursorOfAnotherFilterIsRefused() {
    PagePosition position = new PagePosition(Instant.EPOCH, TaskId.fresh(Instant.EPOCH));

    assertThat(TaskCursor.parse(filterOf("other"), TaskCursor.spell(FILTER, position))).isEmpty();
  }

  /// Whoever has a cursor can change what stands behind its filter.
  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 2147483647",
    "-9223372036854775808, -1",
    "253402300799, 1000000000",
    "-62167219200, -1",
    "31556889864403199, 1"
  })
  void cursorWithAnImpossibleTimeIsRefused(long seconds, int nanos) {
    assertThat(TaskCursor.parse(FILTER, forged(seconds, nanos, 0x7000, 1))).isEmpty();
  }

  @Test
  void cursorWithoutATaskIdIsRefused() {
    assertThat(TaskCursor.parse(FILTER, forged(0, 0, 0, 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "~", "AAAA", "====", "é"})
  void malformedCursorIsRefused(String text) {
    assertThat(TaskCursor.parse(FILTER, text)).isEmpty();
  }

  private static String forged(long seconds, int nanos, long high, long low) {
    String genuine =
        TaskCursor.spell(FILTER, new PagePosition(Instant.EPOCH, TaskId.fresh(Instant.EPOCH)));
    byte[] filter = Arrays.copyOf(Base64.getUrlDecoder().decode(genuine), FILTER_BYTES);
    byte[] bytes =
        ByteBuffer.allocate(FILTER_BYTES + 3 * Long.BYTES + Integer.BYTES)
            .put(filter)
            .putLong(seconds)
            .putInt(nanos)
            .putLong(high)
            .putLong(low)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static TaskFilter filterOf(String tenant) {
    return TaskFilter.of(tenant, Origin.CLIENT);
  }
}
