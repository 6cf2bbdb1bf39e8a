package dev.offload.worker.loop;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The slots of a queue that tenants share. A tenant's next task runs if the tenant has less than
/// its share of them. Otherwise it comes again later.
///
/// So the worker gets past the records of a tenant that has too many, and reaches those behind
/// them. When a task comes again depends on how long the tenant's tasks keep their slots. If one of
/// these is about to become free, the worker waits for it, since a task that comes again costs as
/// much as one that runs.
final class TenantSlots {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /// A slot that is expected to become free by then is waited for.
  private static final Duration SOON = Duration.ofMillis(20);

  /// How long it is waited for.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final FairShare slots;
  private final Duration patience;
  private final Appointments appointments = new Appointments(SHORTEST_WAIT, LONGEST_WAIT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();

  TenantSlots(int slots) {
    this(slots, PATIENCE);
  }

  TenantSlots(int slots, Duration patience) {
    this.slots = new FairShare(slots);
    this.patience = patience;
  }

  /// Empty if `tenant` got a slot; otherwise how long its task has to wait.
  Optional<Duration> take(String tenant, long now) {
    if (!slots.tryTake(tenant) && !takeSoon(tenant, now)) {
      return Optional.of(appointments.next(tenant, slots.heldBy(tenant), now));
    }
    appointments.entered(tenant, now);
    return Optional.empty();
  }

  /// Waits for a slot if one is about to become free.
  private boolean takeSoon(String tenant, long now) {
    int held = slots.heldBy(tenant);
    if (held == 0 || appointments.stay(tenant, now).dividedBy(held).compareTo(SOON) > 0) {
      return false;
    }
    lock.lock();
    try {
      boolean isTaken = slots.tryTake(tenant);
      for (long left = patience.toNanos(); !isTaken && left > 0; isTaken = slots.tryTake(tenant)) {
        left = given.awaitNanos(left);
      }
      return isTaken;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(String tenant, Duration stay, long now) {
    slots.giveBack(tenant);
    appointments.left(tenant, stay, now);
    lock.lock();
    try {
      given.signal();
    } finally {
      lock.unlock();
    }
  }
}
