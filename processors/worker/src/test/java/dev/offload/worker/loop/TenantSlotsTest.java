package dev.offload.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TenantSlotsTest {
  private static final long NOW = 7;

  private final TenantSlots slots = new TenantSlots(4, Duration.ofMinutes(1));

  @Test
  void tenantGetsHalfOfTheSlots() {
    take(slots, 2);

    assertThat(slots.take("acme", NOW)).isPresent();
    assertThat(slots.take("other", NOW)).isEmpty();
  }

  @Test
  void slotOfShortTasksIsWaitedFor() {
    runShortTasks(slots);
    take(slots, 2);
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(() -> slots.giveBack("acme", Duration.ofMillis(1), NOW));

    assertThat(slots.take("acme", NOW)).isEmpty();
  }

  @Test
  void slotThatDoesNotBecomeFreeIsGivenUp() {
    TenantSlots impatient = new TenantSlots(4, Duration.ofMillis(1));
    runShortTasks(impatient);
    take(impatient, 2);

    assertThat(impatient.take("acme", NOW)).isPresent();
  }

  private static void runShortTasks(TenantSlots slots) {
    for (int i = 0; i < 20; i++) {
      take(slots, 1);
      slots.giveBack("acme", Duration.ofMillis(1), NOW);
    }
  }

  private static void take(TenantSlots slots, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(slots.take("acme", NOW)).isEmpty();
    }
  }
}
