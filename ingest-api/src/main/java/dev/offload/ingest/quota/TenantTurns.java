package dev.offload.ingest.quota;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Lets requests that change what a tenant has take turns, so that nobody counts while another is
/// between counting and writing. This is for one replica; for several see [Quota].
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

  /// A request's turn. Closing it lets the next request have its turn.
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits for this tenant's turn.
  ///
  /// @throws ProblemException `unavailable` if that takes too long
  public Turn take(String tenant) throws InterruptedException {
    Lock lock = locks[Math.floorMod(tenant.hashCode(), STRIPES)];
    if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw ProblemException.unavailable(
          "Nothing was changed, because earlier changes of the tenant are still being made.",
          patience);
    }
    return lock::unlock;
  }
}
