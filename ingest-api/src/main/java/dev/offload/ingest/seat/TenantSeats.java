package dev.offload.ingest.seat;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Seats for requests of one kind on this replica: a number for each tenant, and a number in all.
public final class TenantSeats {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final String who;
  private final String what;
  private final int perTenant;
  private final int inAll;
  private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();
  private final AtomicInteger takenInAll = new AtomicInteger();

  /// `what` names them in the plural, for the client that is refused.
  public TenantSeats(String what, int perTenant, int inAll) {
    this("A tenant", what, perTenant, inAll);
  }

  TenantSeats(String who, String what, int perTenant, int inAll) {
    this.who = who;
    this.what = what;
    this.perTenant = perTenant;
    this.inAll = inAll;
  }

  /// Takes a seat, which the caller has to give back.
  ///
  /// @throws ProblemException `rate-limited` if the tenant has all of its seats, `unavailable` if
  ///     all seats are taken
  public Seat take(String tenant) {
    int own = taken.merge(tenant, 1, Integer::sum);
    Seat seat = new Seat(() -> giveBack(tenant));
    int all = takenInAll.incrementAndGet();
    if (own > perTenant) {
      seat.close();
      throw ProblemException.rateLimited(
          "%s may have at most %d %s at once.".formatted(who, perTenant, what), RETRY_AFTER);
    }
    if (all > inAll) {
      seat.close();
      throw ProblemException.unavailable(
          "This replica serves at most %d %s at once.".formatted(inAll, what), RETRY_AFTER);
    }
    return seat;
  }

  private void giveBack(String tenant) {
    taken.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    takenInAll.decrementAndGet();
  }
}
