package dev.offload.ingest.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When files are deleted that nothing needs.
@ConfigMapping(prefix = "offload.files.collector")
public interface CollectorConfig {

  /// How long a file is kept that no task and no schedule names: since it was uploaded, made or
  /// last named in a submission.
  @WithDefault("P1D")
  Duration unusedAfter();

  /// The pause between two looks at all files. Of all replicas that share them one looks at a time.
  @WithDefault("PT10M")
  Duration every();

  /// How long a hold counts that is seen again and again: by then whoever held the file must have
  /// died.
  @WithDefault("PT10M")
  Duration staleHoldAfter();

  /// How long a deletion waits until this replica knows of all that was submitted before.
  @WithDefault("PT30S")
  Duration patience();
}
