package dev.offload.ingest.connections;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleTimeTest {
  private static final Duration IDLE = Duration.ofMinutes(2);

  @Test
  void clientMayWaitForLessThanTheIdleTime() {
    assertThatCode(() -> IdleTime.require(IDLE, "offload.wait.limit", Duration.ofSeconds(119)))
        .doesNotThrowAnyException();
  }

  @Test
  void serviceDoesNotStartIfAWaitWouldBeCutShort() {
    assertThatThrownBy(() -> IdleTime.require(IDLE, "offload.wait.limit", IDLE))
        .hasMessageContaining("quarkus.http.idle-timeout (PT2M)")
        .hasMessageContaining("offload.wait.limit (PT2M)");
  }
}
