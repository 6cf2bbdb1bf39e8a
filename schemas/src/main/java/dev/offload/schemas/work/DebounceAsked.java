package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A task asks whether it is the last with its debounce key. The coordinator of the key is told.
///
/// @param createdAt when the task was made, by which it is known which one is later
public record DebounceAsked(TaskId taskId, String tenant, Instant createdAt, Debounce debounce)
    implements Coordination, TenantOwned {
  private static final String PREFIX = "debounce/";

  public DebounceAsked {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(createdAt, "createdAt");
    Require.present(debounce, "debounce");
  }

  /// Whether a record's key is that of a debounce key's coordinator.
  public static boolean isKey(String key) {
    return key != null && key.startsWith(PREFIX);
  }

  @Override
  public String key() {
    return PREFIX + tenant + "/" + debounce.key();
  }

  /// Whether it is later than `other`. Of two that were made at the same time, the one with the
  /// greater id counts as the later one.
  public boolean isAfter(DebounceAsked other) {
    int times = createdAt.compareTo(other.createdAt);
    return times > 0 || (times == 0 && taskId.toString().compareTo(other.taskId.toString()) > 0);
  }
}
