package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.util.List;

/// What a client says about a task that workers do not need to know.
///
/// @param retry how often and when a failed attempt is retried
/// @param notifications who is notified of its end
/// @param tags texts to find it by
/// @param group the group that it is a member of; null if there is none
/// @param user the user of the client's application whom it belongs to; null if there is none
public record Terms(
    RetryPolicy retry,
    @JsonProperty("notify") List<Notify> notifications,
    List<String> tags,
    GroupId group,
    String user) {
  public static final Terms DEFAULT = retrying(RetryPolicy.DEFAULT);

  public Terms {
    retry = retry == null ? RetryPolicy.DEFAULT : retry;
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
    Require.that(user == null || UserId.isValid(user), "user", "be " + UserId.RULE, user);
  }

  /// The terms of a task that is in no group and belongs to no user.
  public Terms(RetryPolicy retry, List<Notify> notifications, List<String> tags) {
    this(retry, notifications, tags, null, null);
  }

  /// Terms without notifications, tags, group and user.
  public static Terms retrying(RetryPolicy retry) {
    return new Terms(retry, List.of(), List.of());
  }

  public Terms with(RetryPolicy newRetry) {
    return new Terms(newRetry, notifications, tags, group, user);
  }

  Terms withoutNotifications() {
    return new Terms(retry, List.of(), tags, group, user);
  }

  public Terms withTags(List<String> newTags) {
    return new Terms(retry, notifications, newTags, group, user);
  }

  public Terms in(GroupId newGroup) {
    return new Terms(retry, notifications, tags, newGroup, user);
  }
}
