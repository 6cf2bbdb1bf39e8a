package dev.offload.lifecycle;

import dev.offload.lifecycle.clock.ClockConfig;
import dev.offload.lifecycle.line.LineConfig;
import dev.offload.lifecycle.lost.WatchConfig;
import dev.offload.lifecycle.task.Retention;
import dev.offload.lifecycle.timer.TimerConfig;
import dev.offload.lifecycle.trim.TrimConfig;
import dev.offload.schemas.task.TaskState;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How the lifecycle runs.
@ConfigMapping(prefix = "offload.lifecycle")
public interface LifecycleConfig {
  /// Where the stores are. What is lost here is restored from Kafka.
  @WithDefault("${XDG_DATA_HOME:${user.home}/.local/share}/offload/lifecycle")
  Path stateDirectory();

  /// Threads that process partitions.
  @WithDefault("1")
  int threads();

  /// How many copies of each store other instances keep up to date, so that one can take over
  /// at once. If there are not enough instances for them, Kafka Streams warns whenever its
  /// group changes.
  @WithDefault("1")
  int standbyReplicas();

  /// An instance that sends no heartbeat for this long loses its partitions to the others.
  /// Brokers refuse a value below their `group.min.session.timeout.ms`, which is 6 s by
  /// default.
  @WithDefault("6s")
  Duration sessionTimeout();

  /// How long a transaction may take while there is a backlog. A task waits for it at each
  /// step. Without a backlog, a transaction is committed at once. The value must be below 3 s,
  /// after which Kafka aborts a transaction.
  @WithDefault("250ms")
  Duration commitInterval();

  /// Memory for the stores' blocks and write buffers together, outside the heap.
  @WithDefault("96M")
  MemorySize storeMemory();

  TimerConfig timers();

  LineConfig line();

  ClockConfig clock();

  WatchConfig watch();

  Schedules schedules();

  Groups groups();

  RetentionConfig retention();

  TrimConfig trim();

  /// Firings of schedules that could not be submitted in time.
  interface Schedules {
    /// How late a firing may be before it counts as missed.
    @WithDefault("1m")
    Duration lateAfter();

    /// How far back `run-all` makes up for missed firings.
    @WithDefault("1d")
    Duration catchUp();
  }

  /// Groups of tasks.
  interface Groups {
    /// How long a group stays open if nobody seals it.
    @WithDefault("7d")
    Duration openAtMost();
  }

  /// How long tasks are kept after their end, by the state they ended in.
  interface RetentionConfig {
    @WithDefault("7d")
    Duration succeeded();

    @WithDefault("30d")
    Duration failed();

    @WithDefault("7d")
    Duration cancelled();

    @WithDefault("7d")
    Duration expired();

    /// Tenants with other values.
    Map<String, TenantRetention> tenants();

    default Retention rule() {
      Map<String, Map<TaskState, Duration>> ofTenants = new HashMap<>();
      tenants().forEach((tenant, kept) -> ofTenants.put(tenant, kept.lengths()));
      return new Retention(
          Map.of(
              TaskState.SUCCEEDED, succeeded(),
              TaskState.FAILED, failed(),
              TaskState.CANCELLED, cancelled(),
              TaskState.EXPIRED, expired()),
          ofTenants);
    }
  }

  /// How long the tasks of one tenant are kept. Where this is empty, the general value
  /// applies.
  interface TenantRetention {
    Optional<Duration> succeeded();

    Optional<Duration> failed();

    Optional<Duration> cancelled();

    Optional<Duration> expired();

    default Map<TaskState, Duration> lengths() {
      Map<TaskState, Duration> lengths = new EnumMap<>(TaskState.class);
      succeeded().ifPresent(length -> lengths.put(TaskState.SUCCEEDED, length));
      failed().ifPresent(length -> lengths.put(TaskState.FAILED, length));
      cancelled().ifPresent(length -> lengths.put(TaskState.CANCELLED, length));
      expired().ifPresent(length -> lengths.put(TaskState.EXPIRED, length));
      return lengths;
    }
  }
}
