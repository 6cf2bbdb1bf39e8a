package dev.offload.e2e.drill;

import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Reads the metrics of a running process every second: how much heap it uses, and how far its
/// timers are behind.
final class Vitals implements AutoCloseable {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
  private static final String BEHIND = "offload_lifecycle_timers_behind";

  private final OffloadClient client;
  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
  private long mostHeapBytes;
  private double mostBehindMillis;

  private Vitals(OffloadClient client) {
    this.client = client;
  }

  static Vitals of(OffloadClient client) {
    var vitals = new Vitals(client);
    var _ = vitals.looker.scheduleWithFixedDelay(vitals::look, 0, 1, TimeUnit.SECONDS);
    return vitals;
  }

  synchronized long mostHeapBytes() {
    return mostHeapBytes;
  }

  synchronized Duration mostBehind() {
    return Duration.ofMillis((long) mostBehindMillis);
  }

  /// Forgets everything so far.
  synchronized void forget() {
    mostHeapBytes = 0;
    mostBehindMillis = 0;
  }

  private void look() {
    try {
      take(client.metrics());
    } catch (IOException _) {
      // It is gone or busy. The last values stay.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void take(String metrics) {
    double heap = 0;
    for (var line : metrics.lines().toList()) {
      if (line.startsWith(HEAP)) {
        heap += value(line);
      } else if (line.startsWith(BEHIND)) {
        mostBehindMillis = Math.max(mostBehindMillis, value(line));
      }
    }
    mostHeapBytes = Math.max(mostHeapBytes, (long) heap);
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }
}
