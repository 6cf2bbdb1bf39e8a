package dev.offload.ingest.task;

import dev.offload.ingest.etag.Preconditions;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;

/// The entity tag of a task (RFC 9110, section 8.8.3): its version and its progress.
public final class TaskTag {

  private TaskTag() {}

  public static String of(PublicTask task) {
    Progress progress = task.progress();
    String suffix = progress == null ? "" : "-" + Integer.toHexString(progress.hashCode());
    return Preconditions.tag(task.version() + suffix);
  }
}
