package dev.offload.worker.queue;

import org.apache.kafka.common.header.internals.RecordHeaders;

class InMemoryQueueTest extends QueueSourceConformance {
  private final InMemoryQueue queue = new InMemoryQueue();

  @Override
  protected void add(String... keys) {
    for (String key : keys) {
      queue.add("topic", key, new RecordHeaders(), new byte[0]);
    }
  }

  @Override
  protected QueueSource open(int batch) {
    return queue.open("queue", batch);
  }

  @Override
  protected void endLocks() {
    queue.endLocks();
  }
}
