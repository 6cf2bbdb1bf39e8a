package dev.offload.ingest.files;

import dev.offload.files.FileQuotaConfig;
import dev.offload.files.FileStorage;
import dev.offload.files.FileStore;
import dev.offload.files.PartialFiles;
import dev.offload.files.S3Config;
import dev.offload.files.StoreLimits;
import dev.offload.files.StoreUpkeep;
import dev.offload.ingest.storage.StorageGuard;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;

/// Opens the file store that the configuration names, before the first request.
class FileStoreProducer {

  @Produces
  @Startup
  @Singleton
  FileStorage place(
      UploadConfig config,
      S3Config s3,
      FileQuotaConfig quotas,
      StorageGuard storage,
      InstantSource clock)
      throws IOException {
    return FileStorage.open(
        s3, config.directory(), new StoreLimits(storage.files(), quotas.byTenant()), clock);
  }

  void close(@Disposes FileStorage place) {
    place.close();
  }

  @Produces
  @ApplicationScoped
  FileStore fileStore(FileStorage place) {
    return place.files();
  }

  @Produces
  @ApplicationScoped
  PartialFiles partialFiles(FileStorage place, ResumableConfig resumable) {
    return place.partialFiles().apply(resumable.perTenant());
  }

  @Produces
  @ApplicationScoped
  StoreUpkeep upkeep(FileStorage place) {
    return place.upkeep();
  }
}
