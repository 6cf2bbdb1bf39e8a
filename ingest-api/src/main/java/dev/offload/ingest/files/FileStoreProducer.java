package dev.offload.ingest.files;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.time.InstantSource;

/// Opens the file store that the configuration names.
class FileStoreProducer {

  @Produces
  @ApplicationScoped
  FileStore fileStore(UploadConfig config, InstantSource clock) throws IOException {
    return DirectoryFileStore.open(config.directory(), clock);
  }
}
