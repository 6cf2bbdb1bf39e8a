package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// What a client says about a group.
///
/// @param notifications who is notified of its end
/// @param tags texts to find it by
public record GroupTerms(@JsonProperty("notify") List<Notify> notifications, List<String> tags) {
  public static final GroupTerms NONE = new GroupTerms(List.of(), List.of());

  public GroupTerms {
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  GroupTerms withoutNotifications() {
    return new GroupTerms(List.of(), tags);
  }
}
