package dev.offload.files;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through the objects of a store's files.
final class S3Census {
  private static final Logger LOG = LoggerFactory.getLogger(S3Census.class);

  private final S3Bucket bucket;

  S3Census(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /// All tenants that have files, files that arrive in pieces, or sums of what they take, which
  /// may be all that a dead process has left.
  List<String> tenants() throws IOException {
    Stream<String> counted =
        S3Pages.all(bucket.list(S3Keys.USAGE)).stream().map(sum -> S3Keys.name(sum.key()));
    return Stream.of(
            bucket.folders(S3Keys.FILES).stream(), bucket.folders(S3Keys.PARTIAL).stream(), counted)
        .flatMap(Function.identity())
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
      try {
        S3Arrival.read(bucket, tenant, id)
            .filter(arrival -> !arrival.isAbandoned())
            .ifPresent(arrival -> sizes.put(id, arrival.file().size()));
      } catch (JacksonException e) {
        LOG.warn("An upload can't be read, and is not counted: tenant={}, file={}", tenant, id, e);
      }
    }
    return sizes;
  }

  /// Whether a file is being deleted.
  static boolean isDying(S3Bucket.Listed file) {
    return file.size() == 0;
  }
}
