package dev.offload.ingest.group;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// The limits of groups over HTTP.
@ConfigMapping(prefix = "offload.groups")
public interface GroupsConfig {

  /// How many groups of a tenant may be open at a time.
  @WithDefault("1000")
  @PositiveOrZero
  int openPerTenant();

  /// How many groups of a tenant may not have ended at a time: those that are open, and those that
  /// are sealed and still run. The lifecycle and every replica keep their ids in memory.
  @WithDefault("10000")
  @PositiveOrZero
  int livePerTenant();

  /// How long a request waits until the task view shows what it has changed.
  @WithDefault("5s")
  Duration decisionLimit();
}
