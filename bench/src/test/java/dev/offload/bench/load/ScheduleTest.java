package dev.offload.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void evenScheduleIsDueAtItsRate() {
    // When
    Schedule schedule = Schedule.Evenly.during(Duration.ofSeconds(2), 500);

    // Then
    assertThat(schedule.count()).isEqualTo(1000);
    assertThat(schedule.due(0)).isZero();
    assertThat(schedule.due(1)).isEqualTo(2_000_000);
    assertThat(schedule.due(999)).isEqualTo(1_998_000_000);
  }

  @Test
  void roundingDoesNotAddUp() {
    Schedule schedule = new Schedule.Evenly(3, 4);

    assertThat(schedule.due(3)).isEqualTo(1_000_000_000);
  }

  @Test
  void rateMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Evenly(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Evenly(Double.NaN, 1));
  }
}
