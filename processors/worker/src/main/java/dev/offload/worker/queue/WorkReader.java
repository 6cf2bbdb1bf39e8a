package dev.offload.worker.queue;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/// Reads a record of a queue. Its envelope tells whether it is a task that came by the direct route
/// or an attempt that the lifecycle handed out. Each earlier delivery is a run that was lost.
public final class WorkReader {
  private static final String DIRECT = SubmitTask.class.getSimpleName();

  private final Topic<SubmitTask> direct;
  private final Topic<WorkItem> work;

  public WorkReader(String queue) {
    direct = Topics.direct(queue);
    work = Topics.work(queue);
  }

  /// Throws [UnreadableRecord] if it is neither.
  public WorkItem read(ConsumerRecord<String, byte[]> record) {
    WorkItem item = read(record.headers(), record.value());
    return item.afterLosing(record.deliveryCount().map(count -> count - 1).orElse(0));
  }

  private WorkItem read(Headers headers, byte[] value) {
    return DIRECT.equals(Envelope.text(headers, Envelope.TYPE))
        ? WorkItem.direct(direct.read(headers, value))
        : work.read(headers, value);
  }
}
