package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Which ends of a task or of a group its successor follows.
public enum Trigger {
  /// It has succeeded.
  @JsonProperty("success")
  SUCCESS,
  /// It has failed or expired.
  @JsonProperty("failure")
  FAILURE,
  /// It has ended in any way.
  @JsonProperty("always")
  ALWAYS;

  /// Whether the successor follows a task that has ended as `state`.
  public boolean fits(TaskState state) {
    return switch (state) {
      case SCHEDULED, QUEUED, RUNNING, RETRYING -> false;
      case SUCCEEDED -> this != FAILURE;
      case FAILED, EXPIRED -> this != SUCCESS;
      case CANCELLED -> this == ALWAYS;
    };
  }

  /// Whether the successor follows a group that has ended as `state`.
  public boolean fits(GroupState state) {
    return switch (state) {
      case OPEN, RUNNING -> false;
      case SUCCEEDED -> this != FAILURE;
      case FAILED -> this != SUCCESS;
      case CANCELLED -> this == ALWAYS;
    };
  }
}
