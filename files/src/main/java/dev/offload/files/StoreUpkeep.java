package dev.offload.files;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a store offers to whoever looks after it: all files there are, one shard after the other.
public interface StoreUpkeep {

  /// One of the files of a tenant's shard, and when it was stored or last held.
  record Listed(FileId id, Instant lastUsed) {}

  /// A turn at looking after the store, which nobody else has meanwhile.
  interface Turn extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// Empty where another process has its turn.
  Optional<Turn> begin() throws IOException;

  /// Whether the tasks that name these files are those of `log`. The first log that asks is.
  boolean belongsTo(String log) throws IOException;

  List<String> tenants() throws IOException;

  /// A tenant's files of shard 0 to [FileId#SHARDS] - 1. Counts anew what they take.
  List<Listed> list(String tenant, int shard) throws IOException;

  /// Removes a hold that its process has left behind.
  void drop(String tenant, FileId id, String hold) throws IOException;

  /// Removes what uploads and deletions have left behind that ended with their process.
  void tidy() throws IOException;
}
