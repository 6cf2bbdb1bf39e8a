package dev.offload.ingest.view;

import dev.offload.ingest.view.QueueCounts.CountKey;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// A task before and after a batch.
final class TaskRow {
  /// What [#read] needs to know of a row.
  static final String COLUMNS = "id, version, queue, tenant, state, waits_for, open_since";

  private final boolean isStored;
  private final Optional<CountKey> before;
  private TaskState state;
  private Instant since;
  private long version;
  private WrittenTask after;
  private boolean isRemoved;

  private TaskRow(
      boolean isStored, long version, Optional<CountKey> before, TaskState state, Instant since) {
    this.isStored = isStored;
    this.version = version;
    this.before = before;
    this.state = state;
    this.since = since;
  }

  static TaskRow absent() {
    return new TaskRow(false, 0, Optional.empty(), null, null);
  }

  static TaskRow read(ResultSet found) throws SQLException {
    TaskState state = TaskState.parse(found.getString(5));
    if (state.hasEnded()) {
      return new TaskRow(true, found.getLong(2), Optional.empty(), state, null);
    }
    Optional<Reason> reason = Optional.ofNullable(found.getString(6)).map(Reason::parse);
    CountKey key = new CountKey(found.getString(3), found.getString(4), state, reason);
    return new TaskRow(
        true, found.getLong(2), Optional.of(key), state, Sql.instant(found.getLong(7)));
  }

  /// False if the version is not newer.
  boolean accept(WrittenTask written, Instant at) {
    Task task = written.task();
    if (task.version() <= version) {
      return false;
    }
    since = task.state() == state ? since : at;
    state = task.state();
    version = task.version();
    after = written;
    return true;
  }

  /// False if there is nothing to remove.
  boolean remove() {
    if (version == 0) {
      return false;
    }
    version = 0;
    state = null;
    after = null;
    isRemoved = true;
    return true;
  }

  /// Whether the batch has changed it.
  boolean isTouched() {
    return after != null || isRemoved;
  }

  /// Whether its row was removed, perhaps to be replaced by a new one.
  boolean loses() {
    return isRemoved;
  }

  /// Whether the batch removes a row that was there before.
  boolean losesStored() {
    return isRemoved && isStored;
  }

  boolean isNew() {
    return after != null && !(isStored && !isRemoved);
  }

  boolean isUpdated() {
    return after != null && isStored && !isRemoved;
  }

  /// The version that is left; null if none is.
  Task task() {
    return after == null ? null : after.task();
  }

  byte[] json() {
    return after.json().get();
  }

  /// When the task entered its state.
  Instant since() {
    return since;
  }

  /// Where it was counted; empty if nowhere.
  Optional<CountKey> keyBefore() {
    return before;
  }

  Optional<CountKey> keyAfter() {
    return Optional.ofNullable(after).map(WrittenTask::task).flatMap(CountKey::of);
  }
}
