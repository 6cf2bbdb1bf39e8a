package dev.offload.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppointmentsTest {
  private static final long NOW = 42;

  private final Appointments appointments =
      new Appointments(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @Test
  void eachAppointmentIsAfterTheOneBefore() {
    assertThat(next("a", 2, 3))
        .containsExactly(Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ofMillis(2500));
  }

  @Test
  void lineDoesNotWaitForAnother() {
    next("a", 1, 20);

    assertThat(next("b", 1, 1)).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void longStaysCauseLongWaits() {
    for (int i = 0; i < 100; i++) {
      appointments.left("a", Duration.ofSeconds(20), NOW);
    }

    assertThat(next("a", 2, 2).getLast()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
  }

  @Test
  void waitsGrowWhileNoPlaceBecomesFree() {
    appointments.entered("a", NOW);
    long later = NOW + Duration.ofSeconds(20).toNanos();

    assertThat(appointments.next("a", 2, later)).isEqualTo(Duration.ofSeconds(11));
    assertThat(appointments.stay("a", later)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void movingLineEndsTheGrowthOfWaits() {
    appointments.entered("a", NOW);
    long later = NOW + Duration.ofSeconds(20).toNanos();
    appointments.entered("a", later);
    appointments.left("b", Duration.ofSeconds(1), later);

    assertThat(appointments.next("a", 2, later)).isEqualTo(Duration.ofMillis(1500));
    assertThat(appointments.next("b", 2, later)).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void manyWaitsAreSpreadUpToTheLongest() {
    List<Duration> waits = next("a", 1, 600);

    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
    assertThat(waits).filteredOn(wait -> wait.compareTo(Duration.ofSeconds(30)) < 0).hasSize(290);
  }

  @Test
  void lineIsForgottenIfThereAreTooMany() {
    Stream.iterate(0, i -> i + 1).limit(20_000).forEach(i -> next("line " + i, 1, 1));

    assertThat(next("line 0", 1, 1)).containsExactly(Duration.ofSeconds(2));
  }

  private List<Duration> next(String line, int places, int count) {
    return Stream.generate(() -> appointments.next(line, places, NOW)).limit(count).toList();
  }
}
