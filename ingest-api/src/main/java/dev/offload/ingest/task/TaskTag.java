package dev.offload.ingest.task;

import dev.offload.ingest.etag.Preconditions;
import dev.offload.schemas.task.PublicTask;

/// The entity tag of a task (RFC 9110, section 8.8.3): its version, its progress, and why it waits.
public final class TaskTag {

  private TaskTag() {}

  public static String of(PublicTask task) {
    return Preconditions.tag(
        task.version() + suffix("-", task.progress()) + suffix("w", task.waitingFor()));
  }

  /// Both are records, whose text is the same in every process.
  private static String suffix(String mark, Object changing) {
    return changing == null ? "" : mark + Integer.toHexString(changing.toString().hashCode());
  }
}
