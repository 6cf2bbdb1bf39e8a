package dev.offload.lifecycle.line;

import io.smallrye.config.WithDefault;
import java.util.Map;

/// The turns of tasks that wait for workers.
public interface LineConfig {
  /// How many tasks a tenant gets started for each one of a tenant with the share 1, while
  /// both have tasks in line. By tenant; 1 for those that are not named.
  Map<String, Integer> shares();

  /// How many tasks of a queue are handed out beforehand, by all partitions together but by
  /// each at least one, while no worker says how many it can run. Tasks that are handed out
  /// are not overtaken.
  @WithDefault("10")
  int withoutWorkers();
}
