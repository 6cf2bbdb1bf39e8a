package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// How many tasks of a group are in each state.
public record GroupCounts(
    long scheduled,
    long queued,
    long running,
    long retrying,
    long succeeded,
    long failed,
    long cancelled,
    long expired) {
  public static final GroupCounts NONE = new GroupCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public GroupCounts {
    Require.that(scheduled >= 0, "scheduled", "be 0 or more", scheduled);
    Require.that(queued >= 0, "queued", "be 0 or more", queued);
    Require.that(running >= 0, "running", "be 0 or more", running);
    Require.that(retrying >= 0, "retrying", "be 0 or more", retrying);
    Require.that(succeeded >= 0, "succeeded", "be 0 or more", succeeded);
    Require.that(failed >= 0, "failed", "be 0 or more", failed);
    Require.that(cancelled >= 0, "cancelled", "be 0 or more", cancelled);
    Require.that(expired >= 0, "expired", "be 0 or more", expired);
  }

  public long of(TaskState state) {
    return switch (state) {
      case SCHEDULED -> scheduled;
      case QUEUED -> queued;
      case RUNNING -> running;
      case RETRYING -> retrying;
      case SUCCEEDED -> succeeded;
      case FAILED -> failed;
      case CANCELLED -> cancelled;
      case EXPIRED -> expired;
    };
  }

  /// With one task more in `state`.
  public GroupCounts with(TaskState state) {
    return adding(state, 1);
  }

  /// With one task fewer in `state`.
  public GroupCounts without(TaskState state) {
    return adding(state, -1);
  }

  private GroupCounts adding(TaskState state, int more) {
    return new GroupCounts(
        scheduled + (state == TaskState.SCHEDULED ? more : 0),
        queued + (state == TaskState.QUEUED ? more : 0),
        running + (state == TaskState.RUNNING ? more : 0),
        retrying + (state == TaskState.RETRYING ? more : 0),
        succeeded + (state == TaskState.SUCCEEDED ? more : 0),
        failed + (state == TaskState.FAILED ? more : 0),
        cancelled + (state == TaskState.CANCELLED ? more : 0),
        expired + (state == TaskState.EXPIRED ? more : 0));
  }

  public GroupCounts plus(GroupCounts other) {
    return new GroupCounts(
        scheduled + other.scheduled,
        queued + other.queued,
        running + other.running,
        retrying + other.retrying,
        succeeded + other.succeeded,
        failed + other.failed,
        cancelled + other.cancelled,
        expired + other.expired);
  }

  /// How many have ended.
  public long ended() {
    return succeeded + failed + cancelled + expired;
  }

  /// How many have not ended.
  public long active() {
    return scheduled + queued + running + retrying;
  }
}
