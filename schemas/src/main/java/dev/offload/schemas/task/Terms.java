package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// What a client says about a task that workers do not need to know.
///
/// @param retry how often and when a failed attempt is retried
/// @param notifications who is notified of its end
/// @param tags texts to find it by
public record Terms(
    RetryPolicy retry, @JsonProperty("notify") List<Notify> notifications, List<String> tags) {
  public static final Terms DEFAULT = retrying(RetryPolicy.DEFAULT);

  public Terms {
    retry = retry == null ? RetryPolicy.DEFAULT : retry;
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /// Terms without notifications and tags.
  public static Terms retrying(RetryPolicy retry) {
    return new Terms(retry, List.of(), List.of());
  }

  public Terms withTags(List<String> newTags) {
    return new Terms(retry, notifications, newTags);
  }
}
