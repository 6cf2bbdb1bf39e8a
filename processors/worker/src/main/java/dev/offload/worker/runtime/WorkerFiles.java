package dev.offload.worker.runtime;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileQuotaConfig;
import dev.offload.files.FileStorage;
import dev.offload.files.FileStore;
import dev.offload.files.Reserve;
import dev.offload.files.S3Config;
import dev.offload.files.StoreLimits;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where the files of tasks are kept, as the settings of this process say. A directory is
/// opened when a task first needs it, and a bucket at the start.
@Singleton
final class WorkerFiles {
  private final Optional<Path> directory;
  private final long reserveBytes;
  private final FileQuotaConfig quotas;
  private final S3Config s3;
  private final Once<FileStorage> storage = new Once<>(this::open);

  @Inject
  WorkerFiles(
      @ConfigProperty(name = DirectoryFileStore.SETTING) Optional<Path> directory,
      @ConfigProperty(name = Reserve.SETTING, defaultValue = Reserve.DEFAULT) MemorySize reserve,
      FileQuotaConfig quotas,
      S3Config s3) {
    this.directory = directory;
    this.reserveBytes = reserve.asLongValue();
    this.quotas = quotas;
    this.s3 = s3;
  }

  /// If they are kept in S3, wrong settings are told now, not by the first task.
  void check() {
    if (s3.bucket().isPresent()) {
      var _ = storage.get();
    }
  }

  FileStore store() {
    return storage.get().files();
  }

  void close() {
    storage.ifMade().ifPresent(FileStorage::close);
  }

  private FileStorage open() {
    Path kept =
        directory.orElseThrow(
            () ->
                new IllegalStateException(
                    DirectoryFileStore.SETTING + " is not set on this worker"));
    try {
      Reserve reserve = Reserve.of(List.of(kept), reserveBytes);
      return FileStorage.open(
          s3, kept, new StoreLimits(reserve, quotas.byTenant()), InstantSource.system());
    } catch (IOException e) {
      throw new UncheckedIOException("the file store can't be opened: " + e.getMessage(), e);
    }
  }
}
