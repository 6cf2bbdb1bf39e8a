package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a task stands. A timer moves it on from `scheduled` and `retrying`, and a worker from
/// `queued` and `running`. The other four states are final.
public enum TaskState {
  SCHEDULED(false),
  QUEUED(false),
  RUNNING(false),
  RETRYING(false),
  SUCCEEDED(true),
  FAILED(true),
  CANCELLED(true),
  EXPIRED(true);

  private final boolean isFinal;

  TaskState(boolean isFinal) {
    this.isFinal = isFinal;
  }

  public boolean isFinal() {
    return isFinal;
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
    throw new IllegalArgumentException("task state must be one of the known, was " + text);
  }
}
