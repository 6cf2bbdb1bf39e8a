package dev.offload.lifecycle;

import dev.offload.lifecycle.clock.ClockConfig;
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

  /// Copies of the stores that other instances keep warm, to take over at once. With fewer
  /// instances than that Kafka Streams warns at each change of its group.
  @WithDefault("1")
  int standbyReplicas();

  /// After how long without a heartbeat an instance's partitions go to the others. Kafka's brokers
  /// refuse less than their `group.min.session.timeout.ms`, 6 s by default.
  @WithDefault("6s")
  Duration sessionTimeout();

  /// How long a transaction may take under a backlog: what a task waits for at each step. Without
  /// one it is committed at once. Less than the 3 s after which Kafka aborts it.
  @WithDefault("250ms")
  Duration commitInterval();

  /// Memory for the stores' blocks and write buffers together, outside the heap.
  @WithDefault("96M")
  MemorySize storeMemory();

  TimerConfig timers();

  ClockConfig clock();

  WatchConfig watch();

  Schedules schedules();

  Kept retention();

  TrimConfig trim();

  /// Runs of schedules that could not be submitted in time.
  interface Schedules {
    /// For how long a run may be late before it counts as missed.
    @WithDefault("1m")
    Duration lateAfter();

    /// How far back the missed runs lie at most that `run-all` makes up for.
    @WithDefault("1d")
    Duration catchUp();
  }

  /// How long tasks are kept after their end, by how they have ended.
  interface Kept {
    @WithDefault("7d")
    Duration succeeded();

    @WithDefault("30d")
    Duration failed();

    @WithDefault("7d")
    Duration cancelled();

    @WithDefault("7d")
    Duration expired();

    /// Tenants for which it is otherwise.
    Map<String, KeptOfTenant> tenants();

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

  /// How long the tasks of one tenant are kept; as for all where nothing is said.
  interface KeptOfTenant {
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
