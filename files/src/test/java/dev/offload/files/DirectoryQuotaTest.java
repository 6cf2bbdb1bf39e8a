package dev.offload.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class DirectoryQuotaTest extends QuotaConformance {
  @TempDir Path root;

  @Override
  FileStorage place(Quota quota) throws IOException {
    DirectoryFileStore store =
        DirectoryFileStore.open(
            root, new StoreLimits(Reserve.none(), _ -> quota), InstantSource.system());
    return new FileStorage(store, store::partialFiles, store.upkeep(), () -> {});
  }

  @Override
  void loseTheSums() throws IOException {
    Files.delete(root.resolve("usage/acme"));
  }

  @Override
  void loseFile(StoredFile file) throws IOException {
    Path entry =
        root.resolve("tenants/acme/" + FileId.shardName(file.id().shard()) + "/" + file.id());
    Files.move(entry, root.resolve("incoming/" + file.id()));
  }

  @Override
  boolean hasRemains() throws IOException {
    return !DirectoryCensus.names(root.resolve("incoming")).isEmpty();
  }
}
