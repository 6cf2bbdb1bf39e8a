package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a task ended that another one waits for, or that it is not known.
public enum Fate {
  SUCCEEDED("has succeeded"),
  FAILED("has failed"),
  CANCELLED("was cancelled"),
  EXPIRED("has expired"),
  /// It was never submitted, or is forgotten.
  UNKNOWN("is not known"),
  /// Too many tasks wait for it, or its answer is too large.
  CROWDED("has too many tasks waiting for it, or its answer is too large");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /// The fate of a task that has ended as `state`.
  public static Fate of(TaskState state) {
    return switch (state) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
      case SCHEDULED, QUEUED, RUNNING, RETRYING ->
          throw new IllegalArgumentException("a task that is " + state + " has not ended");
    };
  }

  /// What is said of the task.
  public String words() {
    return words;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Fate parse(String text) {
    for (Fate fate : values()) {
      if (fate.toString().equals(text)) {
        return fate;
      }
    }
    throw new IllegalArgumentException(
        "a fate must be succeeded, failed, cancelled, expired, unknown or crowded, was " + text);
  }
}
