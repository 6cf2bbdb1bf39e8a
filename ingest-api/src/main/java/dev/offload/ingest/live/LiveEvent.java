package dev.offload.ingest.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/// An event about a task: written once, and shared by all clients that get it.
final class LiveEvent {
  private final String tenant;
  private final long version;
  private final boolean isFinal;
  private final boolean isFurther;
  private final byte[] data;

  /// @param isFurther whether this may be the same version with other progress
  /// @param data the task as clients see it, as JSON without line breaks
  LiveEvent(String tenant, long version, boolean isFinal, boolean isFurther, byte[] data) {
    this.tenant = tenant;
    this.version = version;
    this.isFinal = isFinal;
    this.isFurther = isFurther;
    this.data = data;
  }

  static LiveEvent of(TaskSnapshot task) {
    return new LiveEvent(
        task.task().tenant(),
        task.task().version(),
        task.task().state().isFinal(),
        task.progress() != null,
        json(task));
  }

  private static byte[] json(TaskSnapshot task) {
    try {
      return Json.MAPPER.writeValueAsBytes(task.toPublic());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every task can be written as JSON", e);
    }
  }

  String tenant() {
    return tenant;
  }

  long version() {
    return version;
  }

  boolean isFinal() {
    return isFinal;
  }

  boolean isFurther() {
    return isFurther;
  }

  /// The size of the data in bytes.
  int size() {
    return data.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(data);
  }
}
