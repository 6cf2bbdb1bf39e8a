package dev.offload.address;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Limits how many connections are open at once, so that servers which are slow or silent leave
/// enough of them to others. A task that gets none is told when to come again.
///
/// - Tenants have fair shares of all connections.
/// - A server that nobody has heard of yet, or that was silent last time, gets one. Each answer
///   allows one more, up to a limit.
/// - Servers that keep connections for long, or of which this is not known yet, have at most half
///   of their tenant's share.
public final class ConnectionLimits {
  /// How long a task waits for a network that has just let another one go. Whoever usually keeps a
  /// connection for that long is slow.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final int MOST_KNOWN = 10_000;

  private final int perNetwork;
  private final FairShare all;
  private final LongSupplier nanoTime;
  private final Appointments networks = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Appointments tenants = new Appointments(PATIENCE, LONGEST_WAIT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Network, Gate> gates = new HashMap<>();

  /// How many connections a network may have. Others may have one.
  private final Map<Network, Integer> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Integer> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /// What came of a connection.
  public enum Experience {
    /// The server has answered, whatever it said.
    ANSWERED,
    /// The server has not answered.
    SILENT,
    /// The server was not reached, for a reason that is not its own.
    UNTRIED
  }

  /// The connections to one network. It exists while a task has one or waits for one.
  private static final class Gate {
    private final Condition freed;
    private int held;
    private int waiting;
    private long movedAt;

    Gate(Condition freed, long now) {
      this.freed = freed;
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
    lock.lock();
    try {
      Gate gate = gates.get(network);
      return gate != null && isCrowded(network, gate)
          ? Optional.of(untilPlace(network))
          : untilShare(network);
    } finally {
      lock.unlock();
    }
  }

  /// Empty if a connection may be made, which ends with [#left]; otherwise how long to wait.
  public Optional<Duration> enter(Network network) {
    lock.lock();
    try {
      Gate gate =
          gates.computeIfAbsent(
              network, _ -> new Gate(lock.newCondition(), nanoTime.getAsLong()));
      Optional<Duration> wait = enter(network, gate);
      if (wait.isPresent()) {
        // It may have been woken instead of another one.
        gate.freed.signal();
      }
      forgetUnused(network, gate);
      return wait;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Duration> enter(Network network, Gate gate) {
    if (!hasPlace(network, gate)) {
      return Optional.of(untilPlace(network));
    }
    Optional<Duration> wait = untilShare(network);
    if (wait.isPresent() || !all.tryTake(network.tenant())) {
      return wait.or(() -> Optional.of(untilTurn(network)));
    }
    gate.held++;
    long now = nanoTime.getAsLong();
    networks.entered(line(network), now);
    if (isQuick(network)) {
      tenants.entered(network.tenant(), now);
    }
    return Optional.empty();
  }

  public void left(Network network, Duration stay, Experience experience) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (isQuick(network)) {
        tenants.left(network.tenant(), stay, now);
      }
      all.giveBack(network.tenant());
      networks.left(line(network), stay, now);
      learn(network, experience);
      Gate gate = gates.get(network);
      gate.movedAt = now;
      gate.held--;
      gate.freed.signal();
      if (experience == Experience.ANSWERED) {
        // There may be one place more.
        gate.freed.signal();
      }
      forgetUnused(network, gate);
    } finally {
      lock.unlock();
    }
  }

  private void learn(Network network, Experience experience) {
    switch (experience) {
      case ANSWERED -> places.put(network, Math.min(perNetwork, places(network) + 1));
      case SILENT -> places.remove(network);
      case UNTRIED -> {
        // Nothing is known that was not known before.
      }
    }
  }

  private int places(Network network) {
    return places.getOrDefault(network, 1);
  }

  private void forgetUnused(Network network, Gate gate) {
    if (gate.held == 0 && gate.waiting == 0) {
      gates.remove(network);
    }
  }

  private Duration untilPlace(Network network) {
    return networks.next(line(network), places(network), nanoTime.getAsLong());
  }

  private Duration untilTurn(Network network) {
    String tenant = network.tenant();
    return tenants.next(tenant, all.heldBy(tenant), nanoTime.getAsLong());
  }

  /// Empty if the tenant may have one more connection, and may have it to this network.
  private Optional<Duration> untilShare(Network network) {
    if (!all.admits(network.tenant())) {
      return Optional.of(untilTurn(network));
    }
    return isQuick(network) || heldBySlow(network.tenant()) < mostForSlow(network.tenant())
        ? Optional.empty()
        : Optional.of(untilPlace(network));
  }

  private boolean isQuick(Network network) {
    long now = nanoTime.getAsLong();
    Gate gate = gates.get(network);
    boolean isStuck = gate != null && gate.held > 0 && now - gate.movedAt > PATIENCE.toNanos();
    return !isStuck && networks.usualStay(line(network), now).compareTo(PATIENCE) < 0;
  }

  private int heldBySlow(String tenant) {
    return gates.entrySet().stream()
        .filter(one -> one.getKey().tenant().equals(tenant) && !isQuick(one.getKey()))
        .mapToInt(one -> one.getValue().held)
        .sum();
  }

  /// Half of what the tenant can have at most while others have what they have now.
  private int mostForSlow(String tenant) {
    return Math.max(1, (all.heldBy(tenant) + all.free()) / 4);
  }

  /// Whether no place is free, and none will be in time for one more.
  private boolean isCrowded(Network network, Gate gate) {
    if (gate.held < places(network)) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long stay = networks.stay(line(network), now).toNanos();
    long wait = stay / places(network) * (gate.waiting + 1);
    return now - gate.movedAt > PATIENCE.toNanos() || wait > PATIENCE.toNanos();
  }

  /// Waits for a place if one will be free in time.
  private boolean hasPlace(Network network, Gate gate) {
    if (gate.held >= places(network) && isCrowded(network, gate)) {
      return false;
    }
    gate.waiting++;
    try {
      long left = PATIENCE.toNanos();
      while (gate.held >= places(network) && left > 0) {
        left = gate.freed.awaitNanos(left);
      }
      return gate.held < places(network);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      gate.waiting--;
    }
  }

  private static String line(Network network) {
    return network.tenant() + " " + network.address();
  }
}
