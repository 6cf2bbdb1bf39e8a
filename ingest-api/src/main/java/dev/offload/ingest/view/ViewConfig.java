package dev.offload.ingest.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where the task view is kept.
@ConfigMapping(prefix = "offload.view")
public interface ViewConfig {

  /// The directory of this replica's file; no other may use it. It may be deleted while nothing
  /// runs: the view is read from Kafka again.
  @WithDefault("${XDG_DATA_HOME:${user.home}/.local/share}/offload/view")
  Path directory();
}
