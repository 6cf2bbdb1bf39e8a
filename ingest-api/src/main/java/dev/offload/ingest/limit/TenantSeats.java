package dev.offload.ingest.limit;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Room for requests of one kind on this replica: so many of each tenant, and so many in all.
public final class TenantSeats {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final String what;
  private final int perTenant;
  private final int inAll;
  private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();
  private final AtomicInteger takenInAll = new AtomicInteger();

  /// `what` they are, in the plural, as the client that is refused reads it.
  public TenantSeats(String what, int perTenant, int inAll) {
    this.what = what;
    this.perTenant = perTenant;
    this.inAll = inAll;
  }

  /// Takes a seat, which whoever called has to give back.
  ///
  /// @throws ProblemException `rate-limited` where the tenant has all of its own, `unavailable`
  ///     where all are taken
  public Seat take(String tenant) {
    int own = taken.merge(tenant, 1, Integer::sum);
    Seat seat = new Seat(() -> giveBack(tenant));
    int all = takenInAll.incrementAndGet();
    if (own > perTenant) {
      seat.close();
      throw ProblemException.of(
              ProblemCode.RATE_LIMITED,
              "A tenant may have at most %d %s at once.".formatted(perTenant, what))
          .with("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
    }
    if (all > inAll) {
      seat.close();
      throw ProblemException.unavailable(
          "There may be at most %d %s at once.".formatted(inAll, what), RETRY_AFTER);
    }
    return seat;
  }

  private void giveBack(String tenant) {
    taken.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    takenInAll.decrementAndGet();
  }
}
