package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;

/// A version of a task and its place in `offload.tasks`.
///
/// @param timestamp the record's, in milliseconds since the epoch
public record TaskNews(WrittenTask written, int partition, long offset, long timestamp) {
  public Task task() {
    return written.task();
  }
}
