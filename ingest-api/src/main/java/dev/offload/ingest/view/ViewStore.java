package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a view keeps its rows, and in the same transaction how far it has read.
///
/// One thread at a time applies; any number reads meanwhile. Every method throws [ViewFailure]
/// where the database does not do its work, [ViewCorrupt] where it never will again.
interface ViewStore extends AutoCloseable {

  /// Where reading of `topic` goes on, by partition; empty at first.
  Map<Integer, Long> positions(String topic);

  /// Makes a batch durable as a whole, its positions included. A version that is not newer than the
  /// one already here changes nothing.
  ///
  /// @return the changes that did change something, in their order
  List<ViewChange> apply(ViewBatch batch);

  /// A tenant's task. Another tenant's is absent.
  Optional<TaskSnapshot> find(String tenant, TaskId id);

  /// At most `limit` tasks, newest first, from `after` on (null: from the newest).
  TaskSlice page(TaskFilter filter, PagePosition after, int limit);

  /// At most `limit` tasks of a tenant's clients that have not ended.
  List<TaskSnapshot> unfinished(String tenant, int limit);

  /// The counts that are not zero.
  List<StateCount> counts();

  /// How many tasks of `queue`, of whatever tenant, are queued. Costs no query.
  int queued(String queue);

  /// Since when the longest waiting queued task of a tenant in `queue` waits.
  Optional<Instant> oldestQueued(String tenant, String queue);

  /// A tenant's task that names `file`, or may: see `Task.namedFiles`.
  Optional<TaskId> naming(String tenant, String file);

  /// Notes that at `moment` nothing was missing here: what [ViewSource#tombstonesKept] counts from.
  void markCurrent(Instant moment);

  @Override
  void close();
}
