package dev.offload.schemas.notify;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.stream.Stream;

/// Which types of events an endpoint wants: one of them, such as `task.failed`, or with `task.*`,
/// `group.*` or `endpoint.*` all of a family.
public final class EventPattern {
  /// The events of tasks. The last part of each is the state in which a task has ended.
  public static final List<String> OF_TASKS =
      Stream.of(TaskState.values()).filter(TaskState::hasEnded).map(EventPattern::ofEnd).toList();

  /// The events of groups. The last part of each is the state in which a group has ended.
  public static final List<String> OF_GROUPS =
      Stream.of(GroupState.values())
          .filter(GroupState::hasEnded)
          .map(state -> "group." + state)
          .toList();

  /// All events of tasks.
  public static final String ANY_OF_TASKS = "task.*";

  /// All events of groups.
  public static final String ANY_OF_GROUPS = "group.*";

  /// An endpoint has accepted nothing for a while.
  public static final String FAILING = "endpoint.failing";

  /// An endpoint has accepted something after it was failing.
  public static final String RECOVERED = "endpoint.recovered";

  /// An endpoint gets nothing any more because of its receiver.
  public static final String DISABLED = "endpoint.disabled";

  /// The events of a tenant's other endpoints.
  public static final List<String> OF_ENDPOINTS = List.of(FAILING, RECOVERED, DISABLED);

  /// All events of a tenant's other endpoints.
  public static final String ANY_OF_ENDPOINTS = "endpoint.*";

  /// Everything that an endpoint can ask for.
  public static final List<String> KNOWN =
      Stream.of(
              Stream.of(ANY_OF_TASKS),
              OF_TASKS.stream(),
              Stream.of(ANY_OF_GROUPS),
              OF_GROUPS.stream(),
              Stream.of(ANY_OF_ENDPOINTS),
              OF_ENDPOINTS.stream())
          .flatMap(types -> types)
          .toList();

  /// The type of an event that somebody sent to try an endpoint. Nobody has to ask for it.
  public static final String TEST = "endpoint.test";

  private static final String WILDCARD = "*";

  private EventPattern() {}

  /// The type of the event that a task has ended in this state.
  public static String ofEnd(TaskState state) {
    return "task." + state;
  }

  /// Whether `pattern` stands for events of this type.
  public static boolean covers(String pattern, String type) {
    return pattern.endsWith(WILDCARD)
        ? type.startsWith(pattern.substring(0, pattern.length() - WILDCARD.length()))
        : pattern.equals(type);
  }
}
