package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// Where a schedule stands: a value of `offload.schedules`. `revision` is that of the schedule.
/// `nextRunAt` is null if there is no next firing. `lastRunAt` and `lastTaskId` are null before the
/// first firing, which may belong to an earlier revision.
public record ScheduleStatus(
    String tenant,
    String name,
    String revision,
    Instant nextRunAt,
    Instant lastRunAt,
    TaskId lastTaskId)
    implements TenantOwned {

  public ScheduleStatus {
    Require.text(tenant, "tenant");
    Require.text(name, "name");
    Require.text(revision, "revision");
  }

  public String key() {
    return key(tenant, name);
  }

  public static String key(String tenant, String name) {
    return tenant + "/" + name;
  }
}
