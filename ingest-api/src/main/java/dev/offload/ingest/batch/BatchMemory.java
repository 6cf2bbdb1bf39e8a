package dev.offload.ingest.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// The bytes that all batches together may keep of unanswered lines. Half is divided evenly, so
/// that every batch gets on. The other half goes to whoever needs it first, and one tenant gets at
/// most half of that.
final class BatchMemory {
  private final int share;
  private final long pool;
  private final Map<String, Long> lent = new HashMap<>();
  private long lentInAll;

  BatchMemory(long bytes, int batches) {
    this.share = Math.clamp(bytes / 2 / batches, 1, Integer.MAX_VALUE);
    this.pool = bytes / 2;
  }

  /// The memory of one batch.
  Room room(String tenant) {
    return new Room(tenant);
  }

  private synchronized boolean isLent(String tenant, int bytes) {
    long own = lent.getOrDefault(tenant, 0L) + bytes;
    if (own > pool / 2 || lentInAll + bytes > pool) {
      return false;
    }
    lent.put(tenant, own);
    lentInAll += bytes;
    return true;
  }

  private synchronized void giveBack(String tenant, int bytes) {
    lentInAll -= bytes;
    lent.computeIfPresent(tenant, (_, own) -> own == bytes ? null : own - bytes);
  }

  /// The memory that one batch uses. Closing it gives everything back.
  final class Room implements AutoCloseable {
    private final String tenant;
    private final Semaphore own = new Semaphore(share);
    private final AtomicInteger borrowed = new AtomicInteger();

    private Room(String tenant) {
      this.tenant = tenant;
    }

    /// Waits until this many bytes are free. More than the batch's share counts as its share.
    ///
    /// @return gives the bytes back when it runs
    Runnable take(int bytes) throws InterruptedException {
      int owned = Math.min(bytes, share);
      if (own.tryAcquire(owned)) {
        return () -> own.release(owned);
      }
      if (isLent(tenant, bytes)) {
        borrowed.addAndGet(bytes);
        return () -> giveBackBorrowed(bytes);
      }
      own.acquire(owned);
      return () -> own.release(owned);
    }

    private void giveBackBorrowed(int bytes) {
      borrowed.addAndGet(-bytes);
      giveBack(tenant, bytes);
    }

    @Override
    public void close() {
      giveBack(tenant, borrowed.getAndSet(0));
    }
  }
}
