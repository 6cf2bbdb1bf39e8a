package dev.offload.ingest.queue;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndRatesTest {
  private final ManualClock clock = ManualClock.at(NOON);
  private final EndRates rates = new EndRates(clock);

  @Test
  void rateIsThatOfTheLastMinute() {
    for (int second = 0; second < 120; second++) {
      rates.changed(List.of(ended("acme", clock.instant()), ended("acme", clock.instant())));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(rate("acme")).isBetween(1.9, 2.0);

    clock.advance(Duration.ofSeconds(30));
    assertThat(rate("acme")).isBetween(0.9, 1.0);
    clock.advance(Duration.ofSeconds(31));
    assertThat(rate("acme")).isZero();
  }

  @Test
  void onlyTasksThatEndedInTheLastMinuteCount() {
    rates.changed(
        List.of(
            ended("acme", clock.instant().minusSeconds(60)),
            queued(0).task(),
            queued(0).running(1).task()));

    assertThat(rate("acme")).isZero();
  }

  @Test
  void tenantsAndQueuesAreCountedApart() {
    rates.changed(List.of(ended("acme", clock.instant()), ended("other", clock.instant())));

    assertThat(rate("acme")).isEqualTo(1.0 / 60);
    assertThat(rates.of("image", _ -> true, clock.instant())).isEqualTo(2.0 / 60);
    assertThat(rates.of("email", _ -> true, clock.instant())).isZero();
  }

  private double rate(String tenant) {
    return rates.of("image", tenant::equals, clock.instant());
  }

  private static Task ended(String tenant, Instant at) {
    return queued(0).tenant(tenant).state(TaskState.SUCCEEDED).finishedAt(at).task();
  }
}
