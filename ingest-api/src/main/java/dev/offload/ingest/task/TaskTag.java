package dev.offload.ingest.task;

import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import java.util.Arrays;

/// The entity tag of a task (RFC 9110, section 8.8.3): its version and its progress.
record TaskTag(String spelled) {

  static TaskTag of(PublicTask task) {
    Progress progress = task.progress();
    String suffix = progress == null ? "" : "-" + Integer.toHexString(progress.hashCode());
    return new TaskTag("\"" + task.version() + suffix + "\"");
  }

  /// Whether `ifNoneMatch` names this tag, by weak comparison; null if it was not sent.
  boolean isAmong(String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    return Arrays.stream(ifNoneMatch.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(spelled));
  }
}
