package dev.offload.worker.pause;

import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads from `offload.control` which queues are paused.
public final class Pauses implements WholeTopicReader.Reader<ControlEntry> {
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  public boolean contains(String queue) {
    return keys.contains(PauseQueue.key(queue));
  }

  @Override
  public void take(
      List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> positions) {
    for (ConsumerRecord<String, ControlEntry> record : records) {
      if (record.value() == null) {
        keys.remove(record.key());
      } else if (PauseQueue.isKey(record.key())) {
        keys.add(record.key());
      }
    }
  }
}
