package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Announces that a task or a group has ended: a CloudEvent whose data is the task or the group.
public record Completion(String id, URI source, Instant time, String tenant, Announced data)
    implements TenantOwned {
  private static final String TYPE_PREFIX = "dev.offload.";

  public Completion {
    Require.text(id, "id");
    Require.present(source, "source");
    Require.present(time, "time");
    Require.text(tenant, "tenant");
    Require.present(data, "data");
    Require.that(data.hasEnded(), data.subject().toString(), "have ended", data.event());
  }

  /// The id of the announcement that a version of a task has ended. The same end always has the
  /// same id, so that a receiver can recognise repetitions.
  public static String idOf(TaskId task, long version) {
    return task + "-" + version;
  }

  /// The CloudEvents source of the installation named `instance`.
  public static URI source(String instance) {
    return URI.create("/offload/" + instance);
  }

  /// The CloudEvents type: `dev.offload.task.succeeded.v1` and its siblings.
  public String type() {
    return TYPE_PREFIX + data.event() + ".v1";
  }

  /// The record of the data of a completion of the CloudEvents type `type`.
  public static Class<? extends Announced> dataOf(String type) {
    return Announced.type(type.startsWith(TYPE_PREFIX + PublicGroup.EVENT_PREFIX));
  }

  /// The task that has ended; empty if it was a group.
  public Optional<PublicTask> task() {
    return data instanceof PublicTask task ? Optional.of(task) : Optional.empty();
  }
}
