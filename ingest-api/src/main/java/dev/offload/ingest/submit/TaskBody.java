package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.Notify;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client asks for, as far as it could be read.
///
/// @param start when it is to run; absent: at once
/// @param expiresAt from when on no attempt begins any more; absent: it never expires
/// @param timeout how long an attempt may run; absent: as long as it likes
/// @param retry what it says itself; the rest is up to its type
record TaskBody(
    Optional<String> type,
    Optional<JsonNode> input,
    Optional<Start> start,
    Optional<Instant> expiresAt,
    Optional<Duration> timeout,
    RetryWish retry,
    List<Notify> notifications,
    List<String> tags) {

  /// When a task is to run.
  sealed interface Start {
    record At(Instant time) implements Start {}

    record After(Duration delay) implements Start {}
  }

  /// The moment to run at, for a task made at `createdAt`; null: at once.
  Instant runAt(Instant createdAt) {
    return start
        .map(
            when ->
                switch (when) {
                  case Start.At(Instant time) -> time;
                  case Start.After(Duration delay) -> createdAt.plus(delay);
                })
        .filter(time -> time.isAfter(createdAt))
        .orElse(null);
  }
}
