package dev.offload.ingest.live;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open streams of this replica. Their number is limited, by tenant and in all, and so are the
/// bytes on their way to clients. A client that does not read what it was sent is cut off.
@ApplicationScoped
class OpenStreams {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// The part of the budget that one tenant may use.
  private static final int TENANTS_PART = 4;

  private final LiveConfig config;
  private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
  private final Map<String, Account> ofTenant = new HashMap<>();
  private final Thread watch = Thread.ofVirtual().name("watch-streams").unstarted(this::watch);
  private long bytes;

  /// What one tenant uses.
  static final class Account {
    private final String tenant;
    private int streams;
    private long bytes;

    private Account(String tenant) {
      this.tenant = tenant;
    }

    String tenant() {
      return tenant;
    }
  }

  OpenStreams(LiveConfig config) {
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    watch.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    watch.interrupt();
    watch.join();
    seats.forEach(Seat::close);
  }

  /// A place for one more stream. `cut` ends its connection at once.
  ///
  /// @throws ProblemException `rate-limited` if the tenant has too many, `unavailable` if all
  ///     tenants together have
  Seat take(String tenant, Runnable cut) {
    synchronized (this) {
      Account account = ofTenant.get(tenant);
      if (account != null && account.streams >= config.streamsPerTenant()) {
        throw ProblemException.of(
                ProblemCode.RATE_LIMITED,
                "The tenant has %d streams open on this replica and may not have more."
                    .formatted(account.streams))
            .with("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
      }
      if (seats.size() >= config.streams()) {
        throw ProblemException.unavailable("This replica serves too many streams.", RETRY_AFTER);
      }
      Account joined = ofTenant.computeIfAbsent(tenant, Account::new);
      joined.streams++;
      Seat seat = new Seat(this, joined, cut);
      seats.add(seat);
      return seat;
    }
  }

  /// How many streams of a tenant are open on this replica.
  synchronized int count(String tenant) {
    Account account = ofTenant.get(tenant);
    return account == null ? 0 : account.streams;
  }

  synchronized void leave(Seat seat) {
    if (seats.remove(seat)) {
      Account account = seat.account();
      account.streams--;
      if (account.streams == 0) {
        ofTenant.remove(account.tenant);
      }
      notifyAll();
    }
  }

  /// Waits until this much of the budget is free, and takes it. More than the whole budget counts
  /// as the whole.
  ///
  /// @return how much was taken
  /// @throws ClientLeftBehind if nothing becomes free in time
  long hold(Seat seat, long wanted) throws ClientLeftBehind, InterruptedException {
    long all = config.writtenBytes().asLongValue();
    long share = Math.max(1, all / TENANTS_PART);
    long size = Math.min(wanted, share);
    // The longest that others can hold what they have, and some time for their end.
    long deadline = System.nanoTime() + config.stallLimit().toNanos() * 2;
    synchronized (this) {
      Account account = seat.account();
      while (bytes + size > all || account.bytes + size > share) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 || seat.isOver()) {
          throw new ClientLeftBehind();
        }
        wait(left);
      }
      account.bytes += size;
      bytes += size;
      return size;
    }
  }

  synchronized void letGo(Seat seat, long held) {
    bytes -= held;
    seat.account().bytes -= held;
    notifyAll();
  }

  private void watch() {
    Duration pause = config.stallLimit().dividedBy(4);
    try {
      while (true) {
        Thread.sleep(pause);
        seats.forEach(seat -> seat.cutIfStalled(config.stallLimit()));
      }
    } catch (InterruptedException _) {
      // The application stops.
    }
  }
}
