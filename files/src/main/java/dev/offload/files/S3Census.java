package dev.offload.files;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lists and counts the files of a store in S3.
final class S3Census {
  private static final Logger LOG = LoggerFactory.getLogger(S3Census.class);

  private final S3Bucket bucket;
  private final InstantSource clock;

  S3Census(S3Bucket bucket, InstantSource clock) {
    this.bucket = bucket;
    this.clock = clock;
  }

  /// All tenants that have files, files that arrive in pieces, or sums of their usage, which
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

  /// The uploads in pieces of a tenant. There are never very many.
  List<FileId> partialIds(String tenant) throws IOException {
    return S3Pages.all(bucket.list(S3Keys.tenant(S3Keys.PARTIAL, tenant))).stream()
        .map(object -> FileId.parse(S3Keys.name(object.key())))
        .flatMap(Optional::stream)
        .toList();
  }

  /// The uploads in pieces of a tenant, with the bytes that have arrived.
  Map<FileId, S3Arrival> arriving(String tenant) throws IOException {
    return arriving(tenant, partialIds(tenant));
  }

  private Map<FileId, S3Arrival> arriving(String tenant, List<FileId> ids) throws IOException {
    Map<FileId, S3Arrival> arriving = new HashMap<>();
    for (FileId id : ids) {
      try {
        S3Arrival.read(bucket, tenant, id).ifPresent(arrival -> arriving.put(id, arrival));
      } catch (JacksonException e) {
        LOG.warn("An upload can't be read, and is not counted: tenant={}, file={}", tenant, id, e);
      }
    }
    return arriving;
  }

  /// The usage of a tenant's files, by shard, as far as it can be seen now.
  List<Usage> count(String tenant) throws IOException {
    Map<FileId, S3Arrival> arriving = arriving(tenant);
    ShardedListing contents =
        new ShardedListing(bucket.list(S3Keys.tenant(S3Keys.CONTENT, tenant)));
    ShardedListing entries = new ShardedListing(bucket.list(S3Keys.tenant(S3Keys.FILES, tenant)));
    List<Usage> sums = new ArrayList<>();
    try {
      for (int shard = 0; shard < FileId.SHARDS; shard++) {
        sums.add(new S3Shard(arriving, contents.of(shard), entries.of(shard)).usage());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sums;
  }

  /// The usage of the files of one shard. Empty while a file of the shard is being stored or
  /// deleted, since it is unknown whether the stored sum already counts that file. If the
  /// stored sum differs from this result and has not changed during the count, the stored sum
  /// is wrong.
  Optional<Usage> count(String tenant, int shard) throws IOException {
    Map<FileId, S3Arrival> arriving =
        arriving(tenant, partialIds(tenant).stream().filter(id -> id.shard() == shard).toList());
    Map<FileId, S3Bucket.Listed> contents = listed(S3Keys.shard(S3Keys.CONTENT, tenant, shard));
    Map<FileId, S3Bucket.Listed> entries = listed(S3Keys.shard(S3Keys.FILES, tenant, shard));
    return Optional.of(new S3Shard(arriving, contents, entries))
        .filter(seen -> seen.isSettled(clock.instant()))
        .map(S3Shard::usage);
  }

  private Map<FileId, S3Bucket.Listed> listed(String start) throws IOException {
    Map<FileId, S3Bucket.Listed> objects = new LinkedHashMap<>();
    for (S3Bucket.Listed object : S3Pages.all(bucket.list(start))) {
      FileId.parse(S3Keys.name(object.key())).ifPresent(id -> objects.put(id, object));
    }
    return objects;
  }
}
