package dev.offload.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Goes through the objects of a store's files.
final class S3Census {
  private final S3Bucket bucket;

  S3Census(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /// All tenants that have files or files that arrive in pieces.
  List<String> tenants() throws IOException {
    return Stream.concat(
            bucket.folders(S3Keys.FILES).stream(), bucket.folders(S3Keys.PARTIAL).stream())
        .distinct()
        .toList();
  }

  /// The files of a tenant that are not whole. They are never very many.
  List<FileId> partialIds(String tenant) throws IOException {
    return S3Pages.all(bucket.list(S3Keys.tenant(S3Keys.PARTIAL, tenant))).stream()
        .map(object -> FileId.parse(S3Keys.name(object.key())))
        .flatMap(Optional::stream)
        .toList();
  }

  /// What a tenant's files take, by shard.
  List<Usage> count(String tenant) throws IOException {
    Usage[] sums = new Usage[FileId.SHARDS];
    Arrays.fill(sums, Usage.NONE);
    add(
        bucket.list(S3Keys.tenant(S3Keys.FILES, tenant)),
        bucket.list(S3Keys.tenant(S3Keys.CONTENT, tenant)),
        tenant,
        sums);
    return List.of(sums);
  }

  /// What a tenant's files of a shard take.
  Usage count(String tenant, int shard) throws IOException {
    Usage[] sums = new Usage[FileId.SHARDS];
    Arrays.fill(sums, Usage.NONE);
    add(
        bucket.list(S3Keys.shard(S3Keys.FILES, tenant, shard)),
        bucket.list(S3Keys.shard(S3Keys.CONTENT, tenant, shard)),
        tenant,
        sums);
    return sums[shard];
  }

  private void add(
      Iterator<S3Bucket.Listed> files,
      Iterator<S3Bucket.Listed> contents,
      String tenant,
      Usage[] sums)
      throws IOException {
    Map<FileId, Long> sizes = new HashMap<>();
    for (S3Bucket.Listed content : S3Pages.all(contents)) {
      FileId.parse(S3Keys.name(content.key())).ifPresent(id -> sizes.put(id, content.size()));
    }
    Set<FileId> whole = new HashSet<>();
    for (S3Bucket.Listed file : S3Pages.all(files)) {
      Optional<FileId> id = FileId.parse(S3Keys.name(file.key()));
      if (id.isPresent() && !isDying(file)) {
        whole.add(id.get());
        sums[id.get().shard()] = sums[id.get().shard()].plus(sizes.getOrDefault(id.get(), 0L), 1);
      }
    }
    for (Map.Entry<FileId, Long> one : partialSizes(tenant).entrySet()) {
      FileId id = one.getKey();
      if (!whole.contains(id)) {
        sums[id.shard()] = sums[id.shard()].plus(one.getValue(), 1);
      }
    }
  }

  /// The sizes that files will have which are not whole. One that is whole has its entry already,
  /// or is about to.
  Map<FileId, Long> partialSizes(String tenant) throws IOException {
    Map<FileId, Long> sizes = new HashMap<>();
    for (FileId id : partialIds(tenant)) {
      Optional<S3Arrival> arrival = S3Arrival.read(bucket, tenant, id);
      if (arrival.isPresent() && !arrival.get().isAbandoned()) {
        sizes.put(id, arrival.get().file().size());
      }
    }
    return sizes;
  }

  /// Whether a file is being deleted.
  static boolean isDying(S3Bucket.Listed file) {
    return file.size() == 0;
  }
}
