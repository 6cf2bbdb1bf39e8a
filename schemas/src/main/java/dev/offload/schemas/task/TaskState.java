package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a task stands. A timer moves it on from `scheduled` and `retrying`, and a worker from
/// `queued` and `running`. The task has ended in the other four states.
public enum TaskState {
  SCHEDULED(false),
  QUEUED(false),
  RUNNING(false),
  RETRYING(false),
  SUCCEEDED(true),
  FAILED(true),
  CANCELLED(true),
  EXPIRED(true);

  private final boolean hasEnded;

  TaskState(boolean hasEnded) {
    this.hasEnded = hasEnded;
  }

  public boolean hasEnded() {
    return hasEnded;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static TaskState parse(String text) {
    for (TaskState state : values()) {
      if (state.toString().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "task state must be scheduled, queued, running, retrying, succeeded, failed, cancelled or expired, was "
            + text);
  }
}
