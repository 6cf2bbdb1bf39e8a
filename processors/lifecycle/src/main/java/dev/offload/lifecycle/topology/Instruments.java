package dev.offload.lifecycle.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// The lifecycle's metrics: events, parked records, and how late timers are.
public final class Instruments {
  /// The place before each word but the first.
  private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final MeterRegistry registry;
  private final ClassValue<Counter> counted =
      new ClassValue<>() {
        @Override
        protected Counter computeValue(Class<?> event) {
          return counter(event);
        }
      };
  private final Counter parked;
  private final Map<Integer, AtomicLong> timersBehind = new ConcurrentHashMap<>();

  public Instruments(MeterRegistry registry) {
    this.registry = registry;
    this.parked =
        Counter.builder("offload.lifecycle.parked")
            .description("Records put on offload.parked because they could not be processed")
            .register(registry);
  }

  void parked() {
    parked.increment();
  }

  /// Counts an event by its name: `TaskQueued` as `task-queued`.
  void happened(Object event) {
    counted.get(event.getClass()).increment();
  }

  /// Notes up to which time a partition's timers have gone off.
  void timersReached(int partition, Instant reached, Instant now) {
    timersBehind
        .computeIfAbsent(partition, this::behindGauge)
        .set(Math.max(0, Duration.between(reached, now).toMillis()));
  }

  private AtomicLong behindGauge(int partition) {
    return registry.gauge(
        "offload.lifecycle.timers.behind",
        Tags.of("partition", Integer.toString(partition)),
        new AtomicLong());
  }

  private Counter counter(Class<?> event) {
    String name = WORD.matcher(event.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    return registry.counter("offload.lifecycle.events", "event", name);
  }
}
