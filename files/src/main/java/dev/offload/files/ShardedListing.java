package dev.offload.files;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The objects of a tenant's files, shard by shard, in ascending order.
final class ShardedListing {
  private final Iterator<S3Bucket.Listed> objects;
  private S3Bucket.Listed next;

  /// @param objects in the order of their keys
  ShardedListing(Iterator<S3Bucket.Listed> objects) {
    this.objects = objects;
  }

  /// The objects of a shard. The shards before it are skipped.
  Map<FileId, S3Bucket.Listed> of(int shard) {
    Map<FileId, S3Bucket.Listed> found = new LinkedHashMap<>();
    while (next != null || objects.hasNext()) {
      S3Bucket.Listed object = next == null ? objects.next() : next;
      next = null;
      Optional<FileId> id = FileId.parse(S3Keys.name(object.key()));
      if (id.isPresent() && id.get().shard() > shard) {
        next = object;
        break;
      }
      if (id.isPresent() && id.get().shard() == shard) {
        found.put(id.get(), object);
      }
    }
    return found;
  }
}
