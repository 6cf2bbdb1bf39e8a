package dev.offload.worker.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Which queues a process serves, and how.
@ConfigMapping(prefix = "offload.worker")
public interface WorkerConfig {
  /// The worker's name in attempts and in the list of workers; one per process. By default the
  /// host's name and something random.
  Optional<String> name();

  /// The queues served here, by name. None: nothing is run.
  Map<String, Queue> queues();

  /// How long a run may take before others are told that it has begun. The start of one that is
  /// over sooner is told with its end: one record instead of two.
  @WithDefault("PT0.01S")
  Duration tellAfter();

  /// How long the tasks of one poll may keep the next poll waiting before they are claimed.
  @WithDefault("PT0.05S")
  Duration claimAfter();

  /// How long a claimed task is kept without news of its worker.
  @WithDefault("PT12S")
  Duration lease();

  /// How often a worker tells that a claimed task still runs.
  @WithDefault("PT3S")
  Duration heartbeat();

  /// How long running tasks may take to end when the process stops; then they are handed back.
  @WithDefault("PT20S")
  Duration grace();

  /// How long a handler that is told to stop, its task being cancelled or taking too long, may take
  /// to do so. Then its thread is interrupted, and whatever it does afterwards is dropped.
  @WithDefault("PT10S")
  Duration stopGrace();

  /// Where handlers keep intermediate files, each run in a directory of its own. Processes may
  /// share it; whoever starts deletes what killed ones left behind.
  @WithDefault("${java.io.tmpdir}/offload-work")
  Path workDirectory();

  /// How one queue is served.
  interface Queue {
    /// How many of its tasks run at once. By default the number of cores where a handler burns CPU,
    /// and 256 otherwise.
    OptionalInt slots();

    /// How many tasks are taken at once, and so how many slots must be free before more are taken.
    /// By default a quarter of the slots, or half of them where tenants share them.
    OptionalInt batch();

    /// Whether tenants share the slots: whoever is alone gets half of them, and a tenant that comes
    /// finds some free. What a tenant has beyond its share is handed back for a while, unspent,
    /// instead of being waited for. For tasks that wait for what tenants choose; it costs
    /// hand-backs where one tenant has many tasks.
    @WithDefault("false")
    boolean sharedByTenant();

    /// The task types that come by this queue. By default the one of the queue's own name.
    Optional<List<String>> types();
  }
}
