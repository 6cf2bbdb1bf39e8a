package dev.offload.ingest.quota;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one request after the other change what a tenant has: whoever counts and then writes must
/// not be joined by one who counts meanwhile. It holds on this replica; see [Quota] for the others.
public final class TenantTurns {
  private static final int STRIPES = 64;

  private final Lock[] locks = new Lock[STRIPES];
  private final Duration patience;

  /// @param patience how long a request waits for its turn
  public TenantTurns(Duration patience) {
    this.patience = patience;
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock(true);
    }
  }

  /// A request's turn; closing it lets the next one have its own.
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits for this tenant's turn.
  ///
  /// @throws ProblemException `unavailable` where that takes too long
  public Turn take(String tenant) throws InterruptedException {
    Lock lock = locks[Math.floorMod(tenant.hashCode(), STRIPES)];
    if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw ProblemException.unavailable(
          "Nothing was changed: earlier changes are still being made.", patience);
    }
    return lock::unlock;
  }
}
