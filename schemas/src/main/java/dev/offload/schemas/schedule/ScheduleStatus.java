package dev.offload.schemas.schedule;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// Where a schedule stands: a value of `offload.schedules`. `revision` is the one it is about.
/// `nextRunAt` is null where no run follows; `lastRunAt` and `lastTaskId` are null before the first
/// run, which may have been one of an earlier revision.
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
