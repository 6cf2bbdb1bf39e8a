package dev.offload.ingest.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When to delete files that nothing needs.
@ConfigMapping(prefix = "offload.files.collector")
public interface CollectorConfig {

  /// How long a file is kept that no task and no schedule names, since it was uploaded, made or
  /// last named in a submission.
  @WithDefault("P1D")
  Duration unusedAfter();

  /// The pause between two rounds through all files. One of the replicas that share the files does
  /// this at a time.
  @WithDefault("PT10M")
  Duration every();

  /// How long a hold counts. After this time its owner must have died.
  @WithDefault("PT10M")
  Duration staleHoldAfter();

  /// How long a deletion waits until this replica knows of everything that was submitted before.
  @WithDefault("PT30S")
  Duration patience();
}
