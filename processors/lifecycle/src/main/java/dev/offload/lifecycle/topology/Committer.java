package dev.offload.lifecycle.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Has Kafka Streams commit what a partition has done, at its thread's [CommitPace].
final class Committer {
  private final ProcessorContext<?, ?> context;
  private final CommitPace pace;
  private final Alarm alarm;

  Committer(ProcessorContext<?, ?> context, CommitPace pace) {
    this.context = context;
    this.pace = pace;
    this.alarm = new Alarm(context, context::commit);
  }

  /// Something has been done. A commit takes along what all partitions of the thread have done.
  void ask(Instant now) {
    Duration pause = pace.pause();
    if (pause.isZero()) {
      context.commit();
    } else if (pace.claim()) {
      alarm.set(now.plus(pause), now);
    }
  }
}
