package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a group stands. Tasks may join it while it is `open`. It runs once it is sealed, and has
/// ended in the other three states.
public enum GroupState {
  OPEN(false),
  RUNNING(false),
  SUCCEEDED(true),
  FAILED(true),
  CANCELLED(true);

  private final boolean hasEnded;

  GroupState(boolean hasEnded) {
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
  public static GroupState parse(String text) {
    for (GroupState state : values()) {
      if (state.toString().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "group state must be open, running, succeeded, failed or cancelled, was " + text);
  }
}
