package dev.offload.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A task as the API shows it.
public record SeenTask(JsonNode json) {
  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled", "expired");

  public String id() {
    return json.path("id").asText();
  }

  public String state() {
    return json.path("state").asText();
  }

  public boolean hasEnded() {
    return FINAL.contains(state());
  }

  /// Whether its cancel was requested while a worker may have had it.
  public boolean isCancelRequested() {
    return json.hasNonNull("cancelRequestedAt");
  }

  public JsonNode result() {
    return json.path("result");
  }

  public String errorCode() {
    return json.path("error").path("code").asText("");
  }

  public int attempts() {
    return json.path("attempts").size();
  }

  /// The worker that ran it last, and since when; empty if nobody has run it yet.
  public Optional<LastRun> lastRun() {
    var attempts = json.path("attempts");
    var last = attempts.path(attempts.size() - 1);
    return last.path("worker").isTextual()
        ? Optional.of(
            new LastRun(last.path("worker").asText(), Instant.parse(last.path("started").asText())))
        : Optional.empty();
  }

  /// A run of a task, with the name of its worker.
  public record LastRun(String worker, Instant started) {}

  /// For example `3/4`, or nothing if the task reports no progress.
  public String progress() {
    var progress = json.path("progress");
    return progress.isObject()
        ? progress.path("done").asText() + "/" + progress.path("total").asText()
        : "";
  }

  /// From its first start to its end.
  public Optional<Duration> workTime() {
    var started = json.path("startedAt").asText("");
    var finished = json.path("finishedAt").asText("");
    return started.isEmpty() || finished.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.between(Instant.parse(started), Instant.parse(finished)));
  }
}
