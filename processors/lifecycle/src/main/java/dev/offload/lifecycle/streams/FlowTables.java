package dev.offload.lifecycle.streams;

import dev.offload.kafka.live.LimitTable;
import dev.offload.kafka.live.PauseTable;
import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.lifecycle.limit.Changes;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.limit.KnownRule;
import dev.offload.lifecycle.limit.RecentChanges;
import dev.offload.lifecycle.line.LineRules.KnownPauses;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// All limits, and the queues and tenants that are paused, as this instance has read them.
final class FlowTables implements KnownLimits, KnownPauses, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Object> kafka;
  private final LimitTable limits = new LimitTable();
  private final PauseTable pauses = new PauseTable();

  /// Up to where on `offload.config` changes of limits have been applied.
  private long applied;

  private final RecentChanges changes = new RecentChanges();
  private final AtomicLong pauseChanges = new AtomicLong();
  private WholeTopicReader<ConfigEntry> config;
  private WholeTopicReader<ControlEntry> control;

  FlowTables(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /// Reads everything that is there, and goes on reading. The topics must be there. Nothing may be
  /// handed out before, or a limit would be exceeded that is not known yet.
  ///
  /// @throws IllegalStateException if they can't be read in time; it can then be called again
  synchronized void read() throws InterruptedException {
    if (config == null) {
      config =
          new WholeTopicReader<>(
                  kafka, Topics.CONFIG.name(), FlowTables::limitOrNothing, this::takeLimits)
              .start();
    }
    if (control == null) {
      control = new WholeTopicReader<>(kafka, Topics.CONTROL, this::takePauses).start();
    }
    try {
      CompletableFuture.allOf(config.caughtUp(), control.caughtUp())
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("limits and pauses could not be read", e);
    }
  }

  /// Other entries need not be read.
  private static ConfigEntry limitOrNothing(ConsumerRecord<String, byte[]> record) {
    return Limit.scopeOf(record.key()).isEmpty()
        ? null
        : Topics.CONFIG.read(record.headers(), record.value());
  }

  @Override
  public boolean ofQueue(String queue) {
    return pauses.ofQueue(queue);
  }

  @Override
  public boolean ofTenant(String tenant) {
    return pauses.ofTenant(tenant);
  }

  @Override
  public boolean isEmpty() {
    return limits.isEmpty();
  }

  /// Rule and version belong together, so both are read at once.
  @Override
  public KnownRule of(LimitScope scope) {
    synchronized (limits) {
      return new KnownRule(limits.find(scope).map(Limit::rule), applied);
    }
  }

  @Override
  public Changes since(long version) {
    return changes.since(version);
  }

  @Override
  public long pausesVersion() {
    return pauseChanges.get();
  }

  private void takeLimits(
      List<ConsumerRecord<String, ConfigEntry>> records, Map<Integer, Long> positions) {
    for (ConsumerRecord<String, ConfigEntry> record : records) {
      synchronized (limits) {
        if (limits.take(record.key(), record.value())) {
          applied = record.offset() + 1;
          Limit.scopeOf(record.key()).ifPresent(changes::limit);
        }
      }
    }
  }

  private void takePauses(
      List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> positions) {
    for (ConsumerRecord<String, ControlEntry> record : records) {
      if (pauses.take(record.key(), record.value())) {
        pauseChanges.incrementAndGet();
        PauseTenant.tenantOf(record.key()).ifPresent(changes::pause);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (config != null) {
      config.close();
    }
    if (control != null) {
      control.close();
    }
  }
}
