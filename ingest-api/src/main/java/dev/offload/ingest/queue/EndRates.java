package dev.offload.ingest.queue;

import dev.offload.ingest.view.TaskListener;
import dev.offload.schemas.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// How many tasks ended in each second of the last minute, by queue and tenant.
@ApplicationScoped
class EndRates implements TaskListener {
  static final int SECONDS = 60;

  private final Map<TenantQueue, Minute> minutes = new ConcurrentHashMap<>();
  private final InstantSource clock;

  private record TenantQueue(String queue, String tenant) {}

  EndRates(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void changed(List<Task> tasks) {
    long now = clock.instant().getEpochSecond();
    for (Task task : tasks) {
      if (task.state().hasEnded()) {
        long second = Math.min(task.finishedAt().getEpochSecond(), now);
        if (second > now - SECONDS) {
          minutes
              .computeIfAbsent(new TenantQueue(task.queue(), task.tenant()), _ -> new Minute())
              .count(second);
        }
      }
    }
  }

  /// How many tasks of these tenants ended per second in `queue`.
  double of(String queue, Predicate<String> tenant, Instant now) {
    long ended = 0;
    for (Map.Entry<TenantQueue, Minute> one : minutes.entrySet()) {
      if (one.getKey().queue().equals(queue) && tenant.test(one.getKey().tenant())) {
        ended += one.getValue().ended(now.getEpochSecond());
      }
    }
    return (double) ended / SECONDS;
  }

  /// A ring of counters, one per second, each with its second.
  private static final class Minute {
    private final long[] seconds = new long[SECONDS];
    private final int[] counts = new int[SECONDS];

    private synchronized void count(long second) {
      int place = (int) (second % SECONDS);
      if (second > seconds[place]) {
        seconds[place] = second;
        counts[place] = 0;
      }
      if (second == seconds[place]) {
        counts[place]++;
      }
    }

    private synchronized long ended(long now) {
      long sum = 0;
      for (int place = 0; place < SECONDS; place++) {
        sum += seconds[place] > now - SECONDS ? counts[place] : 0;
      }
      return sum;
    }
  }
}
