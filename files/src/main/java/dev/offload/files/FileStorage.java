package dev.offload.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.IntFunction;

/// The file store that is configured, with its uploads in pieces and its upkeep.
///
/// @param partialFiles takes how many files a tenant may have that are not whole
public record FileStorage(
    FileStore files, IntFunction<PartialFiles> partialFiles, StoreUpkeep upkeep, Runnable closing)
    implements AutoCloseable {

  /// Opens the file store that the configuration names: a bucket, or else the directory.
  ///
  /// @throws IOException if it can't be used, with what is wrong
  public static FileStorage open(
      S3Config s3, Path directory, StoreLimits limits, InstantSource clock) throws IOException {
    return s3.bucket().isPresent()
        ? S3Opener.open(s3, directory, limits, clock)
        : in(directory, limits, clock);
  }

  private static FileStorage in(Path directory, StoreLimits limits, InstantSource clock)
      throws IOException {
    DirectoryFileStore store = DirectoryFileStore.open(directory, limits, clock);
    return new FileStorage(store, store::partialFiles, store.upkeep(), () -> {});
  }

  @Override
  public void close() {
    closing.run();
  }
}
