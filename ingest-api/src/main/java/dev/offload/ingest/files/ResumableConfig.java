package dev.offload.ingest.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// Uploads in pieces, which can be resumed (tus).
@ConfigMapping(prefix = "offload.files.resumable")
public interface ResumableConfig {
  /// The largest file that is accepted in pieces.
  @WithDefault("10G")
  MemorySize maxSize();

  /// How many uploads a tenant may have that are not complete.
  @WithDefault("1000")
  @Positive
  int perTenant();

  /// How long an upload is kept after its last piece.
  @WithDefault("P1D")
  Duration expireAfter();

  /// How long the client of a piece may send nothing. Then its connection is closed, so that the
  /// upload can be resumed.
  @WithDefault("10s")
  Duration silence();

  /// How much the client of a piece has to send per minute. Otherwise its connection is
  /// closed, so that it does not block the upload for ever. 0 switches this off.
  @WithDefault("64K")
  MemorySize leastPerMinute();
}
