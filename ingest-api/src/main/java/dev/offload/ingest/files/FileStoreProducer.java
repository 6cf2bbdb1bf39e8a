package dev.offload.ingest.files;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileQuotaConfig;
import dev.offload.files.FileStore;
import dev.offload.files.PartialFiles;
import dev.offload.files.StoreLimits;
import dev.offload.files.StoreUpkeep;
import dev.offload.ingest.storage.StorageGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.time.InstantSource;

/// Opens the file store that the configuration names.
class FileStoreProducer {

  @Produces
  @ApplicationScoped
  FileStore fileStore(
      UploadConfig config, FileQuotaConfig quotas, StorageGuard storage, InstantSource clock)
      throws IOException {
    return open(config, quotas, storage, clock);
  }

  @Produces
  @ApplicationScoped
  PartialFiles partialFiles(
      UploadConfig config,
      ResumableConfig resumable,
      FileQuotaConfig quotas,
      StorageGuard storage,
      InstantSource clock)
      throws IOException {
    return open(config, quotas, storage, clock).partialFiles(resumable.perTenant());
  }

  @Produces
  @ApplicationScoped
  StoreUpkeep upkeep(
      UploadConfig config, FileQuotaConfig quotas, StorageGuard storage, InstantSource clock)
      throws IOException {
    return open(config, quotas, storage, clock).upkeep();
  }

  private static DirectoryFileStore open(
      UploadConfig config, FileQuotaConfig quotas, StorageGuard storage, InstantSource clock)
      throws IOException {
    return DirectoryFileStore.open(
        config.directory(), new StoreLimits(storage.files(), quotas.byTenant()), clock);
  }
}
