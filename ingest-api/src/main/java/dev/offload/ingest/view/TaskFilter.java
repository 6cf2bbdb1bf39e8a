package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;

/// Which tasks of a tenant are asked for. A null member does not restrict. The times are exclusive.
/// A task that has not ended has no `finishedAt`, so it matches neither `finishedAfter` nor
/// `finishedBefore`. `errorCode` is the code of the error with which the task failed. `group` is
/// the group that the task belongs to, and `user` the user.
public record TaskFilter(
    String tenant,
    Origin origin,
    String type,
    TaskState state,
    String tag,
    Instant createdAfter,
    Instant createdBefore,
    String errorCode,
    Instant finishedAfter,
    Instant finishedBefore,
    GroupId group,
    String user) {
  public TaskFilter {
    Require.text(tenant, "tenant");
    Require.present(origin, "origin");
  }

  /// A filter for tasks of any group and user, and of none.
  public TaskFilter(
      String tenant,
      Origin origin,
      String type,
      TaskState state,
      String tag,
      Instant createdAfter,
      Instant createdBefore,
      String errorCode,
      Instant finishedAfter,
      Instant finishedBefore) {
    this(
        tenant,
        origin,
        type,
        state,
        tag,
        createdAfter,
        createdBefore,
        errorCode,
        finishedAfter,
        finishedBefore,
        null,
        null);
  }

  /// The same filter, only for tasks of a group; null does not restrict.
  public TaskFilter of(GroupId onlyGroup) {
    return of(onlyGroup, user);
  }

  /// The same filter, only for tasks of a group and a user; null does not restrict.
  public TaskFilter of(GroupId onlyGroup, String onlyUser) {
    return new TaskFilter(
        tenant,
        origin,
        type,
        state,
        tag,
        createdAfter,
        createdBefore,
        errorCode,
        finishedAfter,
        finishedBefore,
        onlyGroup,
        onlyUser);
  }

  /// The same filter, only for tasks created before `time`.
  TaskFilter madeBefore(Instant time) {
    return new TaskFilter(
        tenant,
        origin,
        type,
        state,
        tag,
        createdAfter,
        time,
        errorCode,
        finishedAfter,
        finishedBefore,
        group,
        user);
  }
}
