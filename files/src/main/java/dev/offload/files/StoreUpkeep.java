package dev.offload.files;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Maintains a store: goes through all files, one shard after the other.
public interface StoreUpkeep {

  /// One of the files of a tenant's shard, and when it was stored or last held.
  record Listed(FileId id, Instant lastUsed) {}

  /// A round of maintenance. Nobody else has one at the same time.
  interface UpkeepTurn extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// Empty if another process has a round.
  Optional<UpkeepTurn> begin() throws IOException;

  /// Shows others that the round of this process goes on. It may be called often, and has to
  /// be before each deletion of a file, and before the uploads of each tenant.
  ///
  /// @throws IOException if another process has taken the round over
  void renew() throws IOException;

  /// Whether the tasks that name these files are in `log`. The first log that asks is recorded
  /// as theirs.
  boolean belongsTo(String log) throws IOException;

  List<String> tenants() throws IOException;

  /// The files of one shard of a tenant, from 0 to [FileId#SHARDS] - 1. Counts their usage
  /// again.
  List<Listed> list(String tenant, int shard) throws IOException;

  /// Removes a hold that a dead process has left behind.
  void drop(String tenant, FileId id, String hold) throws IOException;

  /// Removes what uploads and deletions of dead processes have left behind.
  void tidy() throws IOException;
}
