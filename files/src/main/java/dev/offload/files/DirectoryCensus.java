package dev.offload.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Walks the folders of a directory store.
///
/// @param tenants where whole files are
/// @param partials where files are that are not whole
record DirectoryCensus(Path tenants, Path partials) implements UsageBook.Census {
  /// A name for a tenant's folder: without a separator, and without a dot at the start.
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  static void requireTenant(String tenant) {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("a tenant's name cannot be a folder's: " + tenant);
    }
  }

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
        // The file has just been deleted.
      }
    }
    for (FileId id : partialIds(tenant)) {
      OptionalLong size = id.shard() == shard ? partial(tenant, id).size() : OptionalLong.empty();
      usage = size.isPresent() ? usage.plus(size.getAsLong(), 1) : usage;
    }
    return usage;
  }

  /// The uploads in pieces of a tenant. There are never very many.
  List<FileId> partialIds(String tenant) throws IOException {
    return names(partials(tenant)).stream().map(FileId::parse).flatMap(Optional::stream).toList();
  }

  PartialEntry partial(String tenant, FileId id) {
    return new PartialEntry(partials(tenant).resolve(id.value()));
  }

  Path partials(String tenant) {
    requireTenant(tenant);
    return partials.resolve(tenant);
  }

  List<FileId> files(String tenant, int shard) throws IOException {
    List<FileId> files = new ArrayList<>();
    for (String name : names(folder(tenant, shard))) {
      FileId.parse(name).ifPresent(files::add);
    }
    return files;
  }

  List<String> all() throws IOException {
    return Stream.concat(names(tenants).stream(), names(partials).stream())
        .filter(name -> TENANT.matcher(name).matches())
        .distinct()
        .toList();
  }

  FileEntry entry(String tenant, FileId id) {
    requireTenant(tenant);
    return new FileEntry(folder(tenant, id.shard()).resolve(id.value()));
  }

  private Path folder(String tenant, int shard) {
    return folder(tenants, tenant, shard);
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::getFileName).map(Path::toString).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
