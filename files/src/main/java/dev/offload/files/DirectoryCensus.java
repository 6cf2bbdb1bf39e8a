package dev.offload.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Walks the folders of a directory store.
record DirectoryCensus(Path tenants) implements UsageBook.Census {

  /// The folder of a tenant's shard.
  static Path folder(Path tenants, String tenant, int shard) {
    return tenants.resolve(tenant).resolve(FileId.shardName(shard));
  }

  @Override
  public Usage count(String tenant, int shard) throws IOException {
    Usage usage = Usage.NONE;
    for (FileId id : files(tenant, shard)) {
      try {
        long bytes = Files.size(new FileEntry(folder(tenant, shard).resolve(id.value())).content());
        usage = usage.plus(bytes, 1);
      } catch (NoSuchFileException e) {
        // It has just been deleted.
      }
    }
    return usage;
  }

  List<FileId> files(String tenant, int shard) throws IOException {
    List<FileId> files = new ArrayList<>();
    for (String name : names(folder(tenant, shard))) {
      FileId.parse(name).ifPresent(files::add);
    }
    return files;
  }

  List<String> all() throws IOException {
    return names(tenants);
  }

  FileEntry entry(String tenant, FileId id) {
    return new FileEntry(folder(tenant, id.shard()).resolve(id.value()));
  }

  private Path folder(String tenant, int shard) {
    return folder(tenants, tenant, shard);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::getFileName).map(Path::toString).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
