package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What may be asked about the tasks that the view has. A [ViewStore] answers, and the [TaskView]
/// passes on what it answers.
public interface TaskQueries {

  /// A tenant's task with its progress. Another tenant's task does not exist here.
  Optional<TaskSnapshot> snapshot(String tenant, TaskId id);

  /// At most `limit` tasks, newest first, after `after`. If that is empty, it starts with the
  /// newest.
  TaskSlice page(TaskFilter filter, Optional<PagePosition> after, int limit);

  /// How many tasks of `queue`, of all tenants, wait for a worker. This is cheap, since every
  /// submission asks it.
  int waiting(String queue);

  /// The same for the tasks of `tenant`.
  int waiting(String queue, String tenant);

  /// How many tasks that have not ended are in each state, by queue and tenant. Counts of zero are
  /// left out. This is cheap, and may be a moment behind what is found.
  List<StateCount> counts();

  /// The same as of now: each task that was found before is counted.
  List<StateCount> countsNow();

  /// How many tasks of its tenant are before a queued task in its queue, at most `most`. A task
  /// whose turn has come may have been handed out since, and the order is that in which the
  /// lifecycle hands tasks of one partition out. Empty if the task is not queued.
  OptionalInt before(String tenant, TaskId id, int most);

  /// When the tenant's longest waiting task in `queue` was queued.
  Optional<Instant> oldestQueued(String tenant, String queue);

  /// A tenant's group. Another tenant's group does not exist here.
  Optional<GroupStatus> group(String tenant, GroupId id);

  /// At most `limit` groups, newest first, after `after`. If that is empty, it starts with the
  /// newest. An empty `state` does not restrict.
  GroupSlice groups(String tenant, Optional<GroupState> state, Optional<GroupId> after, int limit);

  /// How many groups of `tenant` have not ended. This is cheap.
  GroupNumbers liveGroups(String tenant);

  /// Whether the tenant's group is known here and takes tasks. This is cheap, since every task of
  /// a group asks it.
  boolean isOpen(String tenant, GroupId id);

  /// Whether the tenant's group is one of [#liveGroups(String)].
  boolean isLive(String tenant, GroupId id);

  /// A tenant's group that names `file` in what follows it.
  Optional<GroupId> groupNaming(String tenant, String file);

  /// A tenant's task that names `file`, or may name it, since a task of an older release does not
  /// tell. An empty answer means little by itself: the view may be behind, or be rebuilt. See
  /// [TaskView#reading()].
  Optional<TaskId> naming(String tenant, String file);
}
