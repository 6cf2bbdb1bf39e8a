package dev.offload.ingest.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where files are kept, and how large a file may be.
@ConfigMapping(prefix = "offload.files")
public interface UploadConfig {

  /// The directory of the file store, which is set by `DirectoryFileStore.SETTING`. If files are
  /// in S3, it has what is on its way there.
  Path directory();

  /// The largest file that is accepted.
  @WithDefault("1G")
  MemorySize maxSize();
}
