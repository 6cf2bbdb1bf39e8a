package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.net.URI;
import java.time.Instant;

/// Announces that a task has ended: a CloudEvent whose data is the task.
public record Completion(String id, URI source, Instant time, String tenant, PublicTask task)
    implements TenantOwned {
  public Completion {
    Require.text(id, "id");
    Require.present(source, "source");
    Require.present(time, "time");
    Require.text(tenant, "tenant");
    Require.present(task, "task");
    Require.that(task.state().hasEnded(), "task", "have ended", task.state());
  }

  /// The CloudEvents source of the installation named `instance`.
  public static URI source(String instance) {
    return URI.create("/offload/" + instance);
  }

  /// The CloudEvents type: `dev.offload.task.succeeded.v1` and its siblings.
  public String type() {
    return "dev.offload.task." + task.state() + ".v1";
  }
}
