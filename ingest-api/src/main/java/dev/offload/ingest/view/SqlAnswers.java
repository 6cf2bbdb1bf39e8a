package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A store whose tables are read by an [SqlReader], whatever database has them. What every
/// submission asks is answered from memory.
abstract sealed class SqlAnswers implements ViewStore permits SqliteViewStore, PostgresViewStore {
  private final SqlReader reader;
  private final QueueCounts queues;
  private final Map<String, Map<Integer, Long>> begin;
  private final LiveGroups liveGroups;

  /// Closes `reader` if it can't be read.
  SqlAnswers(SqlReader reader) {
    this.reader = reader;
    this.queues = new QueueCounts();
    try {
      // First: another replica may write meanwhile, and what it writes then is read here, too.
      begin = reader.positions();
      reader.advance(queues);
      liveGroups = new LiveGroups(reader.liveGroups());
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  final SqlReader reader() {
    return reader;
  }

  final QueueCounts queues() {
    return queues;
  }

  @Override
  public final Map<Integer, Long> begin(String topic) {
    return begin.getOrDefault(topic, Map.of());
  }

  @Override
  public final Map<Integer, Long> positions(String topic) {
    return reader.positions().getOrDefault(topic, Map.of());
  }

  @Override
  public final void note(List<ViewChange> written) {
    written.forEach(liveGroups::note);
  }

  @Override
  public final Optional<TaskSnapshot> snapshot(String tenant, TaskId id) {
    return reader.snapshot(tenant, id);
  }

  @Override
  public final TaskSlice page(TaskFilter filter, Optional<PagePosition> after, int limit) {
    return reader.page(filter, after, limit);
  }

  @Override
  public final List<StateCount> counts() {
    return queues.counts();
  }

  @Override
  public final List<StateCount> countsNow() {
    reader.advance(queues);
    return queues.counts();
  }

  @Override
  public final int waiting(String queue) {
    return queues.queued(queue);
  }

  @Override
  public final int waiting(String queue, String tenant) {
    return queues.queued(queue, tenant);
  }

  @Override
  public final OptionalInt before(String tenant, TaskId id, int most) {
    return reader.before(tenant, id, most);
  }

  @Override
  public final Optional<Instant> oldestQueued(String tenant, String queue) {
    return reader.oldestQueued(tenant, queue);
  }

  @Override
  public final Optional<TaskId> naming(String tenant, String file) {
    return reader.naming(tenant, file);
  }

  @Override
  public final Optional<GroupStatus> group(String tenant, GroupId id) {
    return reader.group(tenant, id);
  }

  @Override
  public final GroupSlice groups(
      String tenant, Optional<GroupState> state, Optional<GroupId> after, int limit) {
    return reader.groups(tenant, state, after, limit);
  }

  @Override
  public final GroupNumbers liveGroups(String tenant) {
    return liveGroups.of(tenant);
  }

  @Override
  public final boolean isOpen(String tenant, GroupId id) {
    return liveGroups.isOpen(tenant, id);
  }

  @Override
  public final boolean isLive(String tenant, GroupId id) {
    return liveGroups.isLive(tenant, id);
  }

  @Override
  public final Optional<GroupId> groupNaming(String tenant, String file) {
    return reader.groupNaming(tenant, file);
  }
}
