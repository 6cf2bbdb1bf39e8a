package dev.offload.ingest.gallery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// The limits of galleries.
@ConfigMapping(prefix = "offload.galleries")
public interface GalleriesConfig {

  /// How many galleries a tenant may have.
  @WithDefault("100")
  @PositiveOrZero
  int perTenant();

  /// How many faces all galleries of a tenant may have.
  @WithDefault("10000")
  @PositiveOrZero
  int facesPerTenant();

  /// How many faces all galleries of all tenants may have together. A face takes about 1 KB of
  /// memory in every replica and image worker.
  @WithDefault("100000")
  @PositiveOrZero
  int faces();

  /// How many faces a gallery may have. A task that names the gallery compares each of its
  /// faces with all of them.
  @WithDefault("1000")
  @PositiveOrZero
  int facesPerGallery();

  /// How long a request waits until this replica has read the newest records.
  @WithDefault("2s")
  Duration lookupLimit();

  /// How pictures of faces are read.
  ReadingConfig reading();

  /// How pictures of faces are read.
  interface ReadingConfig {
    /// How long a request waits until its picture has been read.
    @WithDefault("30s")
    Duration limit();

    /// How many pictures of a tenant are read at once. Requests at the same moment on several
    /// replicas may exceed this by one for each replica.
    @WithDefault("4")
    @Positive
    int perTenant();

    /// How many requests of all tenants wait on one replica for their pictures.
    @WithDefault("64")
    @Positive
    int waiting();

    /// How long after its submission a task that reads a picture may start. A repeated request
    /// finds its result until then.
    @WithDefault("2m")
    Duration expireAfter();

    /// How often to look for readings that no request waits for any more.
    @WithDefault("10s")
    Duration sweepEvery();
  }
}
