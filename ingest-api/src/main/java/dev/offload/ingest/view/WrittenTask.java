package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/// A version of a task with its JSON as it stands in `offload.tasks`, so that nobody has to write
/// it again.
public record WrittenTask(Task task, Bytes json) {

  /// Null for a tombstone.
  ///
  /// @throws dev.offload.schemas.topic.UnreadableRecord if the record is not a task
  public static WrittenTask read(ConsumerRecord<String, byte[]> record) {
    Task task = Topics.TASKS.read(record.headers(), record.value());
    return task == null ? null : new WrittenTask(task, Bytes.wrap(record.value()));
  }
}
