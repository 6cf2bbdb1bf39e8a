package dev.offload.worker.run;

import dev.offload.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps claimed runs alive by heartbeats. It gives up a run whose lease it could not extend in
/// time by its own monotonic clock, before another worker can be told to run it.
public final class LeaseKeeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final LeaseTerms terms;
  private final LongSupplier nanoTime;
  private final WorkerMetrics metrics;
  private final Map<Run, KeptLease> leases = new ConcurrentHashMap<>();

  public LeaseKeeper(LeaseTerms terms, LongSupplier nanoTime, WorkerMetrics metrics) {
    this.terms = terms;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
  }

  /// Claims `run`, whose record stays locked until `lockEnd`.
  public void claim(Run run, long lockEnd) {
    long now = nanoTime.getAsLong();
    KeptLease lease = new KeptLease(lockEnd, now);
    leases.put(run, lease);
    var _ = run.left().thenRun(() -> leases.remove(run));
    var _ = run.claim(terms.lease()).thenRun(() -> lease.begin(now + terms.lease().toNanos()));
  }

  /// Makes one round of heartbeats, and looks which leases have ended.
  public void tick() {
    long now = nanoTime.getAsLong();
    leases.forEach(
        (run, lease) -> {
          if (run.isOver()) {
            leases.remove(run);
          } else if (lease.hasEnded(now)) {
            leases.remove(run);
            log.warn(
                "lease could not be extended, handler is stopped taskId={} attempt={}",
                run.item().taskId(),
                run.item().attempt());
            metrics.lostLease(run.item().queue());
            run.giveUp();
          } else if (lease.isDue(now, terms.heartbeat())) {
            lease.asked(now);
            var _ =
                run.renew(terms.lease())
                    .thenRun(() -> lease.extendTo(now + terms.lease().toNanos()));
          }
        });
  }

  /// The time until which nobody else can run this attempt, by the monotonic clock.
  private static final class KeptLease {
    private long end;
    private long askedAt;

    KeptLease(long end, long askedAt) {
      this.end = end;
      this.askedAt = askedAt;
    }

    /// Takes over from the lock, which is let go when the claim is known. The lock may have lasted
    /// longer.
    synchronized void begin(long firstEnd) {
      end = firstEnd;
    }

    synchronized void extendTo(long newEnd) {
      end = Math.max(end, newEnd);
    }

    synchronized boolean hasEnded(long now) {
      return now - end >= 0;
    }

    synchronized boolean isDue(long now, Duration interval) {
      return now - askedAt >= interval.toNanos();
    }

    synchronized void asked(long now) {
      askedAt = now;
    }
  }
}
