package dev.offload.lifecycle.streams;

import java.time.Instant;
import org.apache.kafka.streams.KafkaStreams.State;

/// How the lifecycle's stream is at a moment.
///
/// @param state what Kafka Streams says of it
/// @param isReady whether it processes records: it runs, and its threads do not keep dying
/// @param isAlive whether it may still recover by itself
record StreamHealth(State state, boolean isReady, boolean isAlive) {
  static final StreamHealth NOT_STARTED = new StreamHealth(State.CREATED, false, true);

  static StreamHealth of(State state, ThreadReplacer replacer, Instant now) {
    return new StreamHealth(
        state,
        state == State.RUNNING && replacer.isSteady(now),
        !state.hasCompletedShutdown() && !replacer.keepsDying(now));
  }
}
