package dev.offload.ingest.seat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Memory on this replica for requests of one kind. A tenant may take more as long as it then has
/// no more than was free before. So a tenant alone gets half, and a tenant that comes later always
/// finds some.
public final class TenantBytes {
  /// A request counts as at most this part of all: three greedy tenants leave that much.
  private static final int LARGEST_PART = 4;

  private final long total;
  private final int mostWaiting;
  private final Map<String, Account> ofTenant = new HashMap<>();
  private long taken;

  /// What one tenant has, and how many of its requests there are and wait for memory.
  private static final class Account {
    private long bytes;
    private int requests;
    private int waiting;
  }

  /// The outcome of a request for memory.
  public sealed interface Reservation {
    /// There is room, until the seat is given back.
    record Taken(Seat seat) implements Reservation {}

    /// The tenant itself has too much.
    record TenantIsFull() implements Reservation {}

    /// The tenant has none, and the other tenants have left too little.
    record ReplicaIsFull() implements Reservation {}
  }

  /// @param mostWaiting how many requests of a tenant may wait: each looks again whenever something
  ///     is given back
  public TenantBytes(long total, int mostWaiting) {
    this.total = total;
    this.mostWaiting = mostWaiting;
  }

  /// Waits for room for `bytes`. More than a quarter of all counts as a quarter.
  ///
  /// @param isOver whether nobody needs the room any more; asked again after [#wakeUp]
  public synchronized Reservation take(
      String tenant, long bytes, Duration patience, BooleanSupplier isOver)
      throws InterruptedException {
    long size = Math.min(bytes, Math.max(1, total / LARGEST_PART));
    Account account = ofTenant.computeIfAbsent(tenant, _ -> new Account());
    account.requests++;
    boolean isTaken = false;
    try {
      isTaken = await(account, size, patience, isOver);
      if (!isTaken) {
        return account.bytes > 0 ? new Reservation.TenantIsFull() : new Reservation.ReplicaIsFull();
      }
      account.bytes += size;
      taken += size;
      return new Reservation.Taken(new Seat(() -> giveBack(tenant, size)));
    } finally {
      if (!isTaken) {
        leave(tenant, account);
      }
    }
  }

  /// Lets those that wait see whether they are over.
  public synchronized void wakeUp() {
    notifyAll();
  }

  private boolean await(Account account, long size, Duration patience, BooleanSupplier isOver)
      throws InterruptedException {
    if (admits(account, size)) {
      return true;
    }
    if (account.waiting >= mostWaiting) {
      return false;
    }
    account.waiting++;
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!admits(account, size)) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 || isOver.getAsBoolean()) {
          return false;
        }
        wait(left);
      }
      return true;
    } finally {
      account.waiting--;
    }
  }

  private boolean admits(Account account, long size) {
    long free = total - taken;
    return size <= free && account.bytes + size <= free;
  }

  private synchronized void giveBack(String tenant, long size) {
    taken -= size;
    Account account = ofTenant.get(tenant);
    account.bytes -= size;
    leave(tenant, account);
    notifyAll();
  }

  private void leave(String tenant, Account account) {
    account.requests--;
    if (account.requests == 0) {
      ofTenant.remove(tenant);
    }
  }
}
