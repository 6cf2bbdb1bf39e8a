package dev.offload.webhook;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Limits how many connections are open at once: to each receiver of a tenant, and in all, where
/// tenants have fair shares. A delivery that gets none is told when to come again.
final class ConnectionLimits {
  /// How long a delivery waits for a receiver that has just let another one go.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final int perReceiver;
  private final FairShare all;
  private final LongSupplier nanoTime;
  private final Appointments receivers = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Appointments tenants = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Map<Receiver, Gate> gates = new HashMap<>();

  /// The connections to one receiver. It exists while a delivery has one or waits for one.
  private static final class Gate {
    private final Semaphore places;
    private int users;
    private volatile long movedAt;

    Gate(int places, long now) {
      this.places = new Semaphore(places, true);
      this.movedAt = now;
    }
  }

  ConnectionLimits(int total, int perReceiver, LongSupplier nanoTime) {
    this.perReceiver = perReceiver;
    this.all = new FairShare(total);
    this.nanoTime = nanoTime;
  }

  /// Empty if a connection would probably be free soon; otherwise how long to wait. Takes none.
  Optional<Duration> untilRoom(Receiver receiver) {
    if (isCrowded(receiver)) {
      return Optional.of(untilPlace(receiver));
    }
    return all.admits(receiver.tenant()) ? Optional.empty() : Optional.of(untilShare(receiver));
  }

  /// Empty if a connection may be made, which ends with [#left]; otherwise how long to wait.
  Optional<Duration> enter(Receiver receiver) {
    Gate gate = use(receiver);
    if (!passes(receiver, gate)) {
      disuse(receiver);
      return Optional.of(untilPlace(receiver));
    }
    if (!all.tryTake(receiver.tenant())) {
      gate.places.release();
      disuse(receiver);
      return Optional.of(untilShare(receiver));
    }
    long now = nanoTime.getAsLong();
    receivers.entered(line(receiver), now);
    tenants.entered(receiver.tenant(), now);
    return Optional.empty();
  }

  void left(Receiver receiver, Duration stay) {
    long now = nanoTime.getAsLong();
    all.giveBack(receiver.tenant());
    receivers.left(line(receiver), stay, now);
    tenants.left(receiver.tenant(), stay, now);
    Gate gate = disuse(receiver);
    gate.movedAt = now;
    gate.places.release();
  }

  private Duration untilPlace(Receiver receiver) {
    return receivers.next(line(receiver), perReceiver, nanoTime.getAsLong());
  }

  private Duration untilShare(Receiver receiver) {
    String tenant = receiver.tenant();
    return tenants.next(tenant, all.heldBy(tenant), nanoTime.getAsLong());
  }

  private synchronized boolean isCrowded(Receiver receiver) {
    Gate gate = gates.get(receiver);
    return gate != null && isCrowded(receiver, gate);
  }

  /// Whether no place is free, and none will be in time for one more.
  private boolean isCrowded(Receiver receiver, Gate gate) {
    if (gate.places.availablePermits() > 0) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long stay = receivers.stay(line(receiver), now).toNanos();
    long wait = stay / perReceiver * (gate.places.getQueueLength() + 1);
    return now - gate.movedAt > PATIENCE.toNanos() || wait > PATIENCE.toNanos();
  }

  private boolean passes(Receiver receiver, Gate gate) {
    if (gate.places.tryAcquire()) {
      return true;
    }
    if (isCrowded(receiver, gate)) {
      return false;
    }
    try {
      return gate.places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Gate use(Receiver receiver) {
    Gate gate = gates.computeIfAbsent(receiver, _ -> new Gate(perReceiver, nanoTime.getAsLong()));
    gate.users++;
    return gate;
  }

  private synchronized Gate disuse(Receiver receiver) {
    Gate gate = gates.get(receiver);
    gate.users--;
    if (gate.users == 0) {
      gates.remove(receiver);
    }
    return gate;
  }

  private static String line(Receiver receiver) {
    return receiver.tenant() + " " + receiver.network();
  }
}
