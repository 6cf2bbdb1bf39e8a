package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How many tasks that have not ended each tenant, queue and state has, as the table of
/// counts says. It is in memory, so that no submission has to ask.
final class QueueCounts {

  /// Where a task that has not ended is counted.
  ///
  /// @param reason why it waits, as far as its record says
  record CountKey(String queue, String tenant, TaskState state, Optional<Reason> reason) {

    /// Empty for a task that has ended, which is counted nowhere.
    static Optional<CountKey> of(Task task) {
      return task.state().hasEnded()
          ? Optional.empty()
          : Optional.of(new CountKey(task.queue(), task.tenant(), task.state(), reason(task)));
    }

    /// Empty if the record does not say why the task waits.
    static Optional<Reason> reason(Task task) {
      return Optional.ofNullable(task.waitingFor()).map(WaitingFor::reason);
    }
  }

  /// The reasons that a record of a queued task can name.
  private static final List<Optional<Reason>> OF_QUEUED =
      List.of(Optional.empty(), Optional.of(Reason.TURN), Optional.of(Reason.LIMIT));

  private final Map<CountKey, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Integer> queued = new ConcurrentHashMap<>();
  private long change;

  /// Takes over what has changed in the table. One thread at a time looks, so that none brings back
  /// what another has seen later.
  synchronized void advance(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT queue, tenant, state, waits_for, tasks, change FROM counts
            WHERE change > ? ORDER BY change
            """)) {
      query.setLong(1, change);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String reason = rows.getString(4);
          set(
              new CountKey(
                  rows.getString(1),
                  rows.getString(2),
                  TaskState.parse(rows.getString(3)),
                  Optional.of(reason).filter(text -> !text.isEmpty()).map(Reason::parse)),
              rows.getInt(5));
          change = rows.getLong(6);
        }
      }
    }
  }

  private void set(CountKey key, int many) {
    Integer before = many == 0 ? counts.remove(key) : counts.put(key, many);
    int more = many - (before == null ? 0 : before);
    if (key.state() == TaskState.QUEUED && more != 0) {
      queued.merge(key.queue(), more, QueueCounts::sumOrGone);
    }
  }

  int queued(String queue) {
    return queued.getOrDefault(queue, 0);
  }

  int queued(String queue, String tenant) {
    int sum = 0;
    for (Optional<Reason> reason : OF_QUEUED) {
      sum += counts.getOrDefault(new CountKey(queue, tenant, TaskState.QUEUED, reason), 0);
    }
    return sum;
  }

  List<StateCount> counts() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new StateCount(
                    entry.getKey().queue(),
                    entry.getKey().tenant(),
                    entry.getKey().state(),
                    entry.getKey().reason(),
                    entry.getValue()))
        .toList();
  }

  private static Integer sumOrGone(int one, int other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
  }
}
