package dev.offload.lifecycle.task;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// How long tasks are kept after their end, by the state they ended in. Some tenants may have
/// other values for some states.
public record Retention(
    Map<TaskState, Duration> usual, Map<String, Map<TaskState, Duration>> ofTenants) {

  public Retention {
    usual = Map.copyOf(usual);
    for (TaskState state : TaskState.values()) {
      Require.that(
          state.hasEnded() == usual.containsKey(state),
          "retention",
          "be given for each ended state and no other",
          state);
    }
    Map<String, Map<TaskState, Duration>> copy = new HashMap<>();
    ofTenants.forEach((tenant, lengths) -> copy.put(tenant, Map.copyOf(lengths)));
    ofTenants = Map.copyOf(copy);
    usual.forEach(Retention::check);
    ofTenants.values().forEach(lengths -> lengths.forEach(Retention::check));
  }

  /// How long a task of `tenant` that ended as `state` is kept.
  public Duration of(String tenant, TaskState state) {
    return ofTenants.getOrDefault(tenant, Map.of()).getOrDefault(state, usual.get(state));
  }

  /// How long a task of `tenant` is kept at least, however it ended.
  Duration shortest(String tenant) {
    return usual.keySet().stream()
        .map(state -> of(tenant, state))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void check(TaskState state, Duration length) {
    Require.that(!length.isNegative(), "retention of what has " + state, "not be negative", length);
  }
}
