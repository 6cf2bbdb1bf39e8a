package dev.offload.lifecycle.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Makes a call at one time: the earliest that it was set to since it last rang.
///
/// Kafka Streams commits a transaction after every punctuation, even if nothing was done in
/// it. So one is scheduled only when it is needed.
final class Alarm {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final ProcessorContext<?, ?> context;
  private final Alarms alarms;
  private final Runnable call;
  private Cancellable scheduled;
  private Instant at;

  Alarm(ProcessorContext<?, ?> context, Alarms alarms, Runnable call) {
    this.context = context;
    this.alarms = alarms;
    this.call = call;
  }

  void set(Instant time, Instant now) {
    if (scheduled != null && !time.isBefore(at)) {
      return;
    }
    clear();
    Duration distance = Duration.between(now, time);
    Duration wait = distance.compareTo(SHORTEST) < 0 ? SHORTEST : distance;
    at = time;
    scheduled = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, _ -> ring());
    alarms.set(this, wait);
  }

  /// Sets it to `time` even if that is later, because the clock was wrong before.
  void reset(Instant time, Instant now) {
    clear();
    set(time, now);
  }

  private void ring() {
    clear();
    call.run();
  }

  private void clear() {
    if (scheduled != null) {
      scheduled.cancel();
      scheduled = null;
    }
  }
}
