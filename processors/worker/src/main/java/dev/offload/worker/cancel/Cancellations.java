package dev.offload.worker.cancel;

import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.StopTask;
import dev.offload.worker.run.RunStopper;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads from `offload.control` which tasks are cancelled, and has their runs stopped.
public final class Cancellations implements WholeTopicReader.Reader<ControlEntry> {
  private final RunStopper stopper;

  public Cancellations(RunStopper stopper) {
    this.stopper = stopper;
  }

  @Override
  public void take(
      List<ConsumerRecord<String, ControlEntry>> records, Map<Integer, Long> positions) {
    for (ConsumerRecord<String, ControlEntry> record : records) {
      if (record.value() instanceof StopTask stop) {
        stopper.cancel(stop.taskId(), stop.attempt());
      } else if (record.value() == null) {
        StopTask.taskOf(record.key()).ifPresent(stopper::forget);
      }
    }
  }
}
