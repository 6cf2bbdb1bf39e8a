package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.Notify;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client asks for, as far as it could be read.
///
/// @param start when to run the task; at once if absent
/// @param expiresAt no attempt starts at or after this time; the task never expires if absent
/// @param timeout how long an attempt may run; without a limit if absent
/// @param priority how urgent it is; the usual one if absent
/// @param retry what the client says; the rest comes from the type
record TaskBody(
    Optional<String> type,
    Optional<JsonNode> input,
    Optional<Start> start,
    Optional<Instant> expiresAt,
    Optional<Duration> timeout,
    Optional<Integer> priority,
    RetryWish retry,
    List<Notify> notifications,
    List<String> tags) {

  /// When to run a task.
  sealed interface Start {
    record At(Instant time) implements Start {}

    record After(Duration delay) implements Start {}
  }

  /// When to run a task that was created at `createdAt`; null for at once.
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
