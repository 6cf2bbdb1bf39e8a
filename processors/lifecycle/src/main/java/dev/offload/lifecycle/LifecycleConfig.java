package dev.offload.lifecycle;

import dev.offload.lifecycle.task.Retention;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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

  Timers timers();

  Clock clock();

  Watch watch();

  Schedules schedules();

  Kept retention();

  Trim trim();

  /// The clock's part.
  interface Timers {
    /// The shortest time between two looks for due timers.
    @WithDefault("50ms")
    Duration tick();

    /// The longest time between two looks. Timers due until the next one are known, and looked for
    /// when they are.
    @WithDefault("5s")
    Duration lookAhead();

    /// How many go off at one look, per partition.
    @WithDefault("1000")
    int atMostPerTick();
  }

  /// How far the clock of the machine is trusted.
  interface Clock {
    /// How far the time of a step may be ahead of the later of the broker's clock and the newest
    /// records, and how far back the time may be set before the timers go back with it.
    @WithDefault("10s")
    Duration aheadAtMost();

    /// For how long the clock must have gone on steadily, since the start or since it leapt ahead,
    /// before a task is forgotten because its retention is over by it.
    @WithDefault("1h")
    Duration trustAfter();
  }

  /// Looking for hand-outs that got lost.
  interface Watch {
    /// When a hand-out is looked at for the first time.
    @WithDefault("1m")
    Duration after();

    /// The longest time between two looks.
    @WithDefault("15m")
    Duration atMost();

    /// How much later than a hand-out its topic must have been passed by the workers to say that
    /// it got lost: more than a transaction, and the difference of two instances' clocks.
    @WithDefault("10s")
    Duration slack();

    /// How often to look up to when workers' reports have been read. A lease ends only once they
    /// have been, so this is what the end of a lease may be late by.
    @WithDefault("1s")
    Duration reportsEvery();

    /// How long events of an unknown task wait for its submission.
    @WithDefault("1h")
    Duration earlyPatience();
  }

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

  /// Deleting what every reader has read.
  interface Trim {
    @WithDefault("5s")
    Duration every();

    /// The consumer groups that read `offload.completions`: nothing is deleted before all of them
    /// have read it.
    @WithDefault(Topics.NOTIFIER_GROUP)
    List<String> completionReaders();
  }
}
