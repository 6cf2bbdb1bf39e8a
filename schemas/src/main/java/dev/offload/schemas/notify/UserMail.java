package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A mail to a user of a tenant's application: the input of a system task of type `email`, in its
/// member `userMail`. The user's preferences at the time of sending say where it goes, and which
/// of it is still wanted.
///
/// @param unsubscribe the token of the unsubscribe link
/// @param events what it tells of, each in the form of the body of a webhook
/// @param more of how many further events it tells only that there were some
/// @param moreByType how many of those are of each type; an older release counted none so
public record UserMail(
    String user,
    String unsubscribe,
    List<JsonNode> events,
    int more,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> moreByType) {
  /// The only member of the input. Clients can't submit it.
  public static final String MEMBER = "userMail";

  /// How many events a mail tells one by one.
  public static final int MOST_TOLD = 50;

  /// How many events a mail counts. If it has this many, there may have been others.
  public static final int MOST_COUNTED = 200;

  public UserMail {
    Require.that(UserId.isValid(user), "user", "be " + UserId.RULE, user);
    Require.text(unsubscribe, "unsubscribe");
    events = List.copyOf(events);
    Require.that(!events.isEmpty(), "events", "be one or more", 0);
    Require.that(more >= 0, "more", "be 0 or more", more);
    moreByType =
        moreByType == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(moreByType));
  }

  /// How many further events it tells of if only some types are wanted. Those whose type is not
  /// known are counted.
  public int more(Predicate<String> isWanted) {
    return more
        - moreByType.entrySet().stream()
            .filter(one -> !isWanted.test(one.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
  }

  /// How many events it counts.
  public int counted() {
    return events.size() + more;
  }

  /// Whether there may have been events that it does not count.
  @JsonIgnore
  public boolean isFull() {
    return counted() >= MOST_COUNTED;
  }

  /// The input of the task that sends it.
  public JsonNode input() {
    return Json.MAPPER.createObjectNode().set(MEMBER, Json.MAPPER.valueToTree(this));
  }
}
