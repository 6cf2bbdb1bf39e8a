package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stores a view's rows and, in the same transaction, how far it has read.
///
/// One thread at a time applies changes, while any number may read. Every method throws
/// [ViewFailure] if the database fails, and [ViewCorrupt] if it is damaged.
interface ViewStore extends AutoCloseable {

  /// Where reading of `topic` goes on, by partition. It is empty at first.
  Map<Integer, Long> positions(String topic);

  /// Makes a batch durable as a whole, its positions included. A version that is not newer than the
  /// stored one changes nothing.
  ///
  /// @return the changes that had an effect, in order
  List<ViewChange> apply(ViewBatch batch);

  /// A tenant's task. Another tenant's task does not exist here.
  Optional<TaskSnapshot> find(String tenant, TaskId id);

  /// At most `limit` tasks, newest first, after `after`. Null starts with the newest.
  TaskSlice page(TaskFilter filter, PagePosition after, int limit);

  /// At most `limit` tasks of a tenant's clients that have not ended.
  List<TaskSnapshot> unfinished(String tenant, int limit);

  /// The counts that are not zero.
  List<StateCount> counts();

  /// How many tasks of `queue`, of all tenants, are queued. This takes no query.
  int queued(String queue);

  /// Since when the tenant's longest queued task in `queue` has been waiting.
  Optional<Instant> oldestQueued(String tenant, String queue);

  /// A tenant's task that names `file`, or may name it: see `Task.namedFiles`.
  Optional<TaskId> naming(String tenant, String file);

  /// Notes that the view was complete at `moment`. [ViewSource#tombstonesKept] counts from there.
  void markCurrent(Instant moment);

  @Override
  void close();
}
