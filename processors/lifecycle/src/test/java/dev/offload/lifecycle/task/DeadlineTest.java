package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.machine.Deadline;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T04:51:39.593Z, 2026-11-23T04:51:39.593Z",
    "2026-11-23T04:51:39.593000001Z, 2026-11-23T04:51:39.594Z",
    "2026-11-23T04:51:39.593999999Z, 2026-11-23T04:51:39.594Z"
  })
  void isAWholeMillisecondAndNotEarly(Instant wanted, Instant at) {
    assertThat(new Deadline<>(DeadlineKind.EXPIRY, wanted).at()).isEqualTo(at);
  }
}
