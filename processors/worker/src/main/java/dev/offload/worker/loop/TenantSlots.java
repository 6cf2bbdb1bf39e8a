package dev.offload.worker.loop;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.Optional;

/// The slots of a queue that tenants share. A tenant's next task runs if the tenant has less than
/// its share of them. Otherwise it comes again later.
///
/// So the worker gets past the records of a tenant that has too many, and reaches those behind
/// them. When a task comes again depends on how long the tenant's tasks keep their slots.
final class TenantSlots {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final FairShare slots;
  private final Appointments appointments = new Appointments(SHORTEST_WAIT, LONGEST_WAIT);

  TenantSlots(int slots) {
    this.slots = new FairShare(slots);
  }

  /// Empty if `tenant` got a slot; otherwise how long its task has to wait.
  Optional<Duration> take(String tenant, long now) {
    if (slots.tryTake(tenant)) {
      appointments.entered(tenant, now);
      return Optional.empty();
    }
    return Optional.of(appointments.next(tenant, slots.heldBy(tenant), now));
  }

  void giveBack(String tenant, Duration stay, long now) {
    slots.giveBack(tenant);
    appointments.left(tenant, stay, now);
  }
}
