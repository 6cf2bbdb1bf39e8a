package dev.offload.address;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Limits how many connections are open at once: to each network of a tenant, and in all, where
/// tenants have fair shares. A task that gets none is told when to come again.
public final class ConnectionLimits {
  /// How long a task waits for a network that has just let another one go.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final int perNetwork;
  private final FairShare all;
  private final LongSupplier nanoTime;
  private final Appointments networks = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Appointments tenants = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Map<Network, Gate> gates = new HashMap<>();

  /// The connections to one network. It exists while a task has one or waits for one.
  private static final class Gate {
    private final Semaphore places;
    private int users;
    private volatile long movedAt;

    Gate(int places, long now) {
      this.places = new Semaphore(places, true);
      this.movedAt = now;
    }
  }

  public ConnectionLimits(int total, int perNetwork, LongSupplier nanoTime) {
    this.perNetwork = perNetwork;
    this.all = new FairShare(total);
    this.nanoTime = nanoTime;
  }

  /// Empty if a connection would probably be free soon; otherwise how long to wait. Takes none.
  public Optional<Duration> untilRoom(Network network) {
    if (isCrowded(network)) {
      return Optional.of(untilPlace(network));
    }
    return all.admits(network.tenant()) ? Optional.empty() : Optional.of(untilShare(network));
  }

  /// Empty if a connection may be made, which ends with [#left]; otherwise how long to wait.
  public Optional<Duration> enter(Network network) {
    Gate gate = use(network);
    if (!passes(network, gate)) {
      disuse(network);
      return Optional.of(untilPlace(network));
    }
    if (!all.tryTake(network.tenant())) {
      gate.places.release();
      disuse(network);
      return Optional.of(untilShare(network));
    }
    long now = nanoTime.getAsLong();
    networks.entered(line(network), now);
    tenants.entered(network.tenant(), now);
    return Optional.empty();
  }

  public void left(Network network, Duration stay) {
    long now = nanoTime.getAsLong();
    all.giveBack(network.tenant());
    networks.left(line(network), stay, now);
    tenants.left(network.tenant(), stay, now);
    Gate gate = disuse(network);
    gate.movedAt = now;
    gate.places.release();
  }

  private Duration untilPlace(Network network) {
    return networks.next(line(network), perNetwork, nanoTime.getAsLong());
  }

  private Duration untilShare(Network network) {
    String tenant = network.tenant();
    return tenants.next(tenant, all.heldBy(tenant), nanoTime.getAsLong());
  }

  private synchronized boolean isCrowded(Network network) {
    Gate gate = gates.get(network);
    return gate != null && isCrowded(network, gate);
  }

  /// Whether no place is free, and none will be in time for one more.
  private boolean isCrowded(Network network, Gate gate) {
    if (gate.places.availablePermits() > 0) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long stay = networks.stay(line(network), now).toNanos();
    long wait = stay / perNetwork * (gate.places.getQueueLength() + 1);
    return now - gate.movedAt > PATIENCE.toNanos() || wait > PATIENCE.toNanos();
  }

  private boolean passes(Network network, Gate gate) {
    if (gate.places.tryAcquire()) {
      return true;
    }
    if (isCrowded(network, gate)) {
      return false;
    }
    try {
      return gate.places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Gate use(Network network) {
    Gate gate = gates.computeIfAbsent(network, _ -> new Gate(perNetwork, nanoTime.getAsLong()));
    gate.users++;
    return gate;
  }

  private synchronized Gate disuse(Network network) {
    Gate gate = gates.get(network);
    gate.users--;
    if (gate.users == 0) {
      gates.remove(network);
    }
    return gate;
  }

  private static String line(Network network) {
    return network.tenant() + " " + network.address();
  }
}
