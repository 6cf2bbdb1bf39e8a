package dev.offload.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final Vital WELL = new Part("keysAreRead", true, true);
  private static final Vital BEHIND = new Part("viewIsRead", false, true);
  private static final Vital DEAD = new Part("viewIsRead", false, false);

  private record Part(String wellness, boolean isWell, boolean isAlive) implements Vital {}

  @Test
  void replicaIsReadyWhileAllPartsAreWell() {
    HealthCheckResponse ready = new ReadinessCheck(List.of(WELL)).call();

    assertThat(ready.getStatus()).isEqualTo(Status.UP);
    assertThat(ready.getData().orElseThrow()).containsEntry("keysAreRead", true);
  }

  @Test
  void unhealthyPartIsNamedAndMakesTheReplicaUnready() {
    for (Vital unwell : List.of(BEHIND, DEAD)) {
      HealthCheckResponse ready = new ReadinessCheck(List.of(unwell, WELL)).call();

      assertThat(ready.getStatus()).isEqualTo(Status.DOWN);
      assertThat(ready.getData().orElseThrow())
          .containsEntry("viewIsRead", false)
          .containsEntry("keysAreRead", true);
    }
  }

  @Test
  void onlyAReplicaWithADeadPartIsRestarted() {
    assertThat(new LivenessCheck(List.of(WELL, BEHIND)).call().getStatus()).isEqualTo(Status.UP);
    assertThat(new LivenessCheck(List.of(WELL, DEAD)).call().getStatus()).isEqualTo(Status.DOWN);
  }
}
