package dev.offload.worker.loop;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.Optional;

/// Whose turn it is where tenants share the slots of a queue: a tenant's next task runs while the
/// tenant has not its share of them, and is to come again otherwise.
///
/// So the records of a tenant that has too many pass by, and those behind them are reached. Who
/// comes again when depends on how long the tenant's tasks keep their slots.
final class Turns {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final FairShare slots;
  private final Appointments appointments = new Appointments(SHORTEST_WAIT, LONGEST_WAIT);

  Turns(int slots) {
    this.slots = new FairShare(slots);
  }

  /// Empty where `tenant` has got a slot; how long its task is to wait where it has not.
  Optional<Duration> take(String tenant, long now) {
    return slots.tryTake(tenant)
        ? Optional.empty()
        : Optional.of(appointments.next(tenant, slots.heldBy(tenant), now));
  }

  void giveBack(String tenant, Duration stay, long now) {
    slots.giveBack(tenant);
    appointments.left(tenant, stay, now);
  }
}
