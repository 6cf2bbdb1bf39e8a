package dev.offload.lifecycle;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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

  /// How often a transaction is committed: what a task waits for at each step.
  @WithDefault("10ms")
  Duration commitInterval();

  /// Memory for the stores' blocks and write buffers together, outside the heap.
  @WithDefault("96M")
  MemorySize storeMemory();

  Timers timers();

  Watch watch();

  Retention retention();

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

    /// How long events of an unknown task wait for its submission.
    @WithDefault("1h")
    Duration earlyPatience();
  }

  /// How long tasks are kept after their end.
  interface Retention {
    @WithDefault("7d")
    Duration finished();

    @WithDefault("30d")
    Duration failed();
  }

  /// Deleting what every reader has read.
  interface Trim {
    @WithDefault("5s")
    Duration every();

    /// The consumer groups that read `offload.completions`: nothing is deleted before all of them
    /// have read it.
    @WithDefault("offload.notifier")
    List<String> completionReaders();
  }
}
