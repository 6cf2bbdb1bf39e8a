package dev.offload.address;

import dev.offload.worker.Appointments;
import dev.offload.worker.FairShare;
import dev.offload.worker.LatestOfTenants;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Limits how many connections are open at once, so that slow or silent servers leave enough
/// connections to others. A task that gets none is told how long to wait.
///
/// - Tenants have fair shares of all connections.
/// - A tenant has so many to one address.
/// - A server that nobody has heard of yet, or that was silent last time, gets one. Each answer
///   allows one more, but one that asks for less leaves it half of them.
/// - Servers that keep connections for long, or whose speed is not known yet, have at most
/// half of their tenant's share, and of the connections to their address.
public final class ConnectionLimits {
  /// How long a task waits for a connection that will soon be free. A server that usually
  /// keeps a connection for this long is slow.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final int MOST_KNOWN = 10_000;

  private final int perNetwork;
  private final FairShare all;
  private final LongSupplier nanoTime;
  private final Appointments servers = new Appointments(PATIENCE, LONGEST_WAIT);
  private final Appointments tenants = new Appointments(PATIENCE, LONGEST_WAIT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Network, Crossing> crossings = new HashMap<>();
  private final Map<Server, Gate> gates = new HashMap<>();

  /// How many connections each server may have. A server that is not in this map may have one.
  private final LatestOfTenants<Server, Integer> places = new LatestOfTenants<>(MOST_KNOWN);

  /// How a connection went.
  public enum Experience {
    /// The server has answered anything else.
    ANSWERED,
    /// The server has answered that it has too much to do.
    PRESSED,
    /// The server has not answered.
    SILENT,
    /// The server was not reached, for a reason that has nothing to do with it.
    UNTRIED
  }

  /// The connections to one network, and the tasks that wait for one. It exists while there
  /// are any.
  private static final class Crossing {
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int held;
    private long movedAt;

    Crossing(long now) {
      this.movedAt = now;
    }
  }

  /// The connections to one server. It exists while a task has one or waits for one.
  private static final class Gate {
    private final Server server;
    private final Crossing crossing;
    private int held;
    private int waiting;
    private long movedAt;

    Gate(Server server, Crossing crossing, long now) {
      this.server = server;
      this.crossing = crossing;
      this.movedAt = now;
    }
  }

  private static final class Waiter {
    private final Gate gate;
    private final Condition turn;
    private boolean isCalled;

    Waiter(Gate gate, Condition turn) {
      this.gate = gate;
      this.turn = turn;
    }
  }

  public ConnectionLimits(int total, int perNetwork, LongSupplier nanoTime) {
    this.perNetwork = perNetwork;
    this.all = new FairShare(total);
    this.nanoTime = nanoTime;
  }

  /// Empty if a connection would probably be free soon; otherwise how long to wait. Takes none.
  public Optional<Duration> untilRoom(Server server) {
    lock.lock();
    try {
      Gate gate = gate(server);
      Optional<Duration> wait =
          isCrowded(gate) ? Optional.of(untilPlace(server)) : untilShare(server);
      forgetUnused(gate);
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /// Empty if a connection may be made, which ends with [#left]; otherwise how long to wait.
  public Optional<Duration> enter(Server server) {
    lock.lock();
    try {
      Gate gate = gate(server);
      Optional<Duration> wait = enter(gate);
      if (wait.isPresent()) {
        // This task may have been woken instead of another one.
        callNext(gate.crossing);
      }
      forgetUnused(gate);
      return wait;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Duration> enter(Gate gate) {
    Server server = gate.server;
    if (!hasPlace(gate)) {
      return Optional.of(untilPlace(server));
    }
    Optional<Duration> wait = untilShare(server);
    if (wait.isPresent() || !all.tryTake(server.tenant())) {
      return wait.or(() -> Optional.of(untilTurn(server)));
    }
    gate.held++;
    gate.crossing.held++;
    long now = nanoTime.getAsLong();
    servers.entered(line(server), now);
    if (isQuick(gate)) {
      tenants.entered(server.tenant(), now);
    }
    return Optional.empty();
  }

  public void left(Server server, Duration stay, Experience experience) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      Gate gate = gates.get(server);
      if (isQuick(gate)) {
        tenants.left(server.tenant(), stay, now);
      }
      all.giveBack(server.tenant());
      servers.left(line(server), stay, now);
      learn(server, experience);
      gate.held--;
      gate.movedAt = now;
      gate.crossing.held--;
      gate.crossing.movedAt = now;
      callNext(gate.crossing);
      if (experience == Experience.ANSWERED) {
        // One more connection may be free now.
        callNext(gate.crossing);
      }
      forgetUnused(gate);
    } finally {
      lock.unlock();
    }
  }

  private void learn(Server server, Experience experience) {
    switch (experience) {
      case ANSWERED ->
          places.put(server.tenant(), server, Math.min(perNetwork, places(server) + 1));
      case PRESSED -> places.put(server.tenant(), server, Math.max(1, places(server) / 2));
      case SILENT -> places.remove(server.tenant(), server);
      case UNTRIED -> {
        // This tells nothing new about the server.
      }
    }
  }

  private int places(Server server) {
    return places.find(server.tenant(), server).orElse(1);
  }

  private Gate gate(Server server) {
    long now = nanoTime.getAsLong();
    Crossing crossing = crossings.computeIfAbsent(server.network(), _ -> new Crossing(now));
    return gates.computeIfAbsent(server, _ -> new Gate(server, crossing, now));
  }

  private void forgetUnused(Gate gate) {
    if (gate.held == 0 && gate.waiting == 0) {
      gates.remove(gate.server);
    }
    if (gate.crossing.held == 0 && gate.crossing.waiters.isEmpty()) {
      crossings.remove(gate.server.network());
    }
  }

  /// Wakes the first one that waits and need not wait any longer.
  private void callNext(Crossing crossing) {
    for (Waiter waiter : crossing.waiters) {
      if (!waiter.isCalled && fits(waiter.gate)) {
        waiter.isCalled = true;
        waiter.turn.signal();
        return;
      }
    }
  }

  private Duration untilPlace(Server server) {
    return servers.next(line(server), places(server), nanoTime.getAsLong());
  }

  private Duration untilTurn(Server server) {
    String tenant = server.tenant();
    return tenants.next(tenant, all.heldBy(tenant), nanoTime.getAsLong());
  }

  /// Empty if the tenant may have one more connection, and may have it to this server.
  private Optional<Duration> untilShare(Server server) {
    String tenant = server.tenant();
    if (!all.admits(tenant)) {
      return Optional.of(untilTurn(server));
    }
    return isQuick(gate(server))
            || heldBySlow(gate -> gate.server.tenant().equals(tenant)) < mostForSlow(tenant)
        ? Optional.empty()
        : Optional.of(untilPlace(server));
  }

  private boolean isQuick(Gate gate) {
    long now = nanoTime.getAsLong();
    boolean isStuck = gate.held > 0 && now - gate.movedAt > PATIENCE.toNanos();
    return !isStuck && servers.usualStay(line(gate.server), now).compareTo(PATIENCE) < 0;
  }

  private int heldBySlow(Predicate<Gate> which) {
    return gates.values().stream()
        .filter(gate -> gate.held > 0 && which.test(gate) && !isQuick(gate))
        .mapToInt(gate -> gate.held)
        .sum();
  }

  /// Half of the connections that the tenant could have while others keep theirs.
  private int mostForSlow(String tenant) {
    return Math.max(1, (all.heldBy(tenant) + all.free()) / 4);
  }

  private boolean fits(Gate gate) {
    return gate.held < places(gate.server)
        && gate.crossing.held < perNetwork
        && (isQuick(gate)
            || heldBySlow(other -> other.crossing == gate.crossing) < Math.max(1, perNetwork / 2));
  }

  /// Whether no connection is free, and none will be in time for one more task.
  private boolean isCrowded(Gate gate) {
    if (fits(gate)) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long movedAt = Math.max(gate.movedAt, gate.crossing.movedAt);
    long stay = servers.stay(line(gate.server), now).toNanos();
    long wait = stay / places(gate.server) * (gate.waiting + 1);
    return now - movedAt > PATIENCE.toNanos() || wait > PATIENCE.toNanos();
  }

  /// Waits for a connection if one will be free in time.
  private boolean hasPlace(Gate gate) {
    if (fits(gate)) {
      return true;
    }
    if (isCrowded(gate)) {
      return false;
    }
    Waiter waiter = new Waiter(gate, lock.newCondition());
    gate.waiting++;
    gate.crossing.waiters.add(waiter);
    try {
      for (long left = PATIENCE.toNanos(); !fits(gate) && left > 0; ) {
        waiter.isCalled = false;
        left = waiter.turn.awaitNanos(left);
      }
      return fits(gate);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      gate.waiting--;
      gate.crossing.waiters.remove(waiter);
    }
  }

  private static String line(Server server) {
    return server.tenant() + " " + server.network().address() + " " + server.name();
  }
}
