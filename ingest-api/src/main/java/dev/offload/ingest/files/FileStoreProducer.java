package dev.offload.ingest.files;

import dev.offload.files.FilePlace;
import dev.offload.files.FileQuotaConfig;
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

/// Opens the place for files that the configuration names, before the first request.
class FileStoreProducer {

  @Produces
  @Startup
  @Singleton
  FilePlace place(
      UploadConfig config,
      S3Config s3,
      FileQuotaConfig quotas,
      StorageGuard storage,
      InstantSource clock)
      throws IOException {
    return FilePlace.open(
        s3, config.directory(), new StoreLimits(storage.files(), quotas.byTenant()), clock);
  }

  void close(@Disposes FilePlace place) {
    place.close();
  }

  @Produces
  @ApplicationScoped
  FileStore fileStore(FilePlace place) {
    return place.files();
  }

  @Produces
  @ApplicationScoped
  PartialFiles partialFiles(FilePlace place, ResumableConfig resumable) {
    return place.partialFiles().apply(resumable.perTenant());
  }

  @Produces
  @ApplicationScoped
  StoreUpkeep upkeep(FilePlace place) {
    return place.upkeep();
  }
}
