package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.WrittenTask;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import java.io.IOException;
import java.io.OutputStream;

/// An event about a task or a group, which is shared by all clients that get it.
///
/// @param name of the event: `task` or `group`
/// @param user the user whom it belongs to; null for none
/// @param isEnd whether it has ended
/// @param isFurther whether this may be the same version with other progress
record LiveEvent(
    String name,
    String tenant,
    String user,
    long version,
    boolean isEnd,
    boolean isFurther,
    EventData data) {
  static final String TASK = "task";
  static final String GROUP = "group";

  static LiveEvent of(TaskSnapshot task) {
    return of(task.task(), task.progress().isPresent(), EventData.of(task));
  }

  /// A version without progress.
  static LiveEvent of(WrittenTask version) {
    return of(version.task(), false, EventData.ofRecord(version.json().get()));
  }

  static LiveEvent of(GroupStatus group) {
    GroupFacts facts = group.facts();
    return new LiveEvent(
        GROUP,
        group.tenant(),
        null,
        facts.version(),
        facts.state().hasEnded(),
        false,
        EventData.of(group));
  }

  private static LiveEvent of(Task task, boolean isFurther, EventData data) {
    return new LiveEvent(
        TASK, task.tenant(), task.user(), task.version(), task.state().hasEnded(), isFurther, data);
  }

  /// The size of the data in bytes, or a few more.
  int size() {
    return data.size();
  }

  /// @param isForBrowser whether its reader has a token only
  void writeTo(OutputStream out, boolean isForBrowser) throws IOException {
    out.write(isForBrowser ? data.jsonForBrowsers() : data.json());
  }
}
