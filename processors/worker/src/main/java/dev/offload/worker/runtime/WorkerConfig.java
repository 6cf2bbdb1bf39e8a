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
  /// The worker's name in attempts and in the list of workers. Each process needs a different one.
  /// The default is the host's name and something random.
  Optional<String> name();

  /// The queues served here, by name. Without any, nothing runs.
  Map<String, Queue> queues();

  /// How long a run may take before its start is told separately. The start of a shorter run is
  /// told with its end: one record instead of two.
  @WithDefault("PT0.01S")
  Duration tellAfter();

  /// How long the tasks of one poll may keep the next poll waiting before they are claimed.
  @WithDefault("PT0.05S")
  Duration claimAfter();

  /// How long Kafka may wait for tasks before it answers a worker that there are none. Tasks are
  /// answered at once. A worker that leaves a queue, or gets further partitions, waits for the
  /// answer first.
  @WithDefault("PT0.5S")
  Duration emptyAnswer();

  /// The lease: how long a claimed task is kept without a heartbeat of its worker.
  @WithDefault("PT12S")
  Duration lease();

  /// How often a worker sends a heartbeat for a claimed task.
  @WithDefault("PT3S")
  Duration heartbeat();

  /// How long running tasks may take to end when the process stops. Then they are handed back.
  @WithDefault("PT20S")
  Duration grace();

  /// How long a handler may take to stop after its task was cancelled or has exceeded its timeout.
  /// Then its thread is interrupted, and whatever it does afterwards is dropped.
  @WithDefault("PT10S")
  Duration stopGrace();

  /// Where handlers keep intermediate files, each run in its own directory. Processes may share it.
  /// A process that starts deletes what killed processes left behind.
  @WithDefault("${java.io.tmpdir}/offload-work")
  Path workDirectory();

  /// How one queue is served.
  interface Queue {
    /// How many tasks of the queue run at once. The default is the number of cores if a handler
    /// burns CPU, and 256 otherwise.
    OptionalInt slots();

    /// How many tasks are taken at once, and so how many slots must be free before more are taken.
    /// The default is a quarter of the slots, or half of them if tenants share them.
    OptionalInt batch();

    /// Whether tenants share the slots. A tenant alone gets half of them, and another tenant that
    /// comes finds some free. Tasks beyond a tenant's share are handed back for a while, unspent.
    /// This is for tasks that wait for something that tenants choose. It costs hand-backs if one
    /// tenant has many tasks.
    @WithDefault("false")
    boolean sharedByTenant();

    /// The task types of this queue. The default is the type with the queue's name.
    Optional<List<String>> types();
  }
}
