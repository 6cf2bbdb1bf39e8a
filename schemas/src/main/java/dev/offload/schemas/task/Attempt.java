package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.time.Instant;

/// A run of a task, as users see it. `outcome`, `ended` and `error` are null while it runs.
public record Attempt(
    int number, String worker, Instant started, Instant ended, Outcome outcome, TaskError error) {

  /// How a run ended. `LOST`: nothing more was heard from its worker, or another run took over.
  /// `DELEGATED`: another run goes on after the task's children have ended.
  public enum Outcome {
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("snoozed")
    SNOOZED,
    @JsonProperty("delegated")
    DELEGATED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("lost")
    LOST
  }

  public Attempt {
    Require.that(number >= 1, "number", "be 1 or more", number);
    Require.present(started, "started");
  }

  /// The same, of whose error's answer only the status is kept.
  Attempt withoutAnswer() {
    return error == null
        ? this
        : new Attempt(number, worker, started, ended, outcome, error.withoutBody());
  }
}
