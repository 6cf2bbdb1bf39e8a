package dev.offload.schemas.notify;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.stream.Stream;

/// Which types of events an endpoint wants: one of them, such as `task.failed`, or with `task.*`,
/// `group.*` or `endpoint.*` a family. What happens to a task before its end is not part of one.
public final class EventPattern {
  /// The events of ends of tasks. The last part of each is the state in which a task has ended.
  public static final List<String> OF_TASKS =
      Stream.of(TaskState.values()).filter(TaskState::hasEnded).map(EventPattern::ofEnd).toList();

  /// The events of groups. The last part of each is the state in which a group has ended.
  public static final List<String> OF_GROUPS =
      Stream.of(GroupState.values())
          .filter(GroupState::hasEnded)
          .map(state -> "group." + state)
          .toList();

  /// A run of a task has begun.
  public static final String STARTED = "task.started";

  /// A task has made progress.
  public static final String PROGRESS = "task.progress";

  /// A run of a task has failed, and there will be another.
  public static final String RETRYING = "task.retrying";

  /// The events of tasks before their ends. No pattern covers them.
  public static final List<String> OF_RUNS = List.of(STARTED, PROGRESS, RETRYING);

  /// All ends of tasks.
  public static final String ANY_OF_TASKS = "task.*";

  /// All events of groups.
  public static final String ANY_OF_GROUPS = "group.*";

  /// The same, as all of them are ends.
  public static final String GROUP_FINISHED = "group.finished";

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
              OF_RUNS.stream(),
              Stream.of(ANY_OF_GROUPS, GROUP_FINISHED),
              OF_GROUPS.stream(),
              Stream.of(ANY_OF_ENDPOINTS),
              OF_ENDPOINTS.stream())
          .flatMap(types -> types)
          .toList();

  /// The type of an event that somebody sent to try an endpoint. Nobody has to ask for it.
  public static final String TEST = "endpoint.test";

  /// Events that tell nothing new after a while. Nobody gets them late.
  public static final List<String> PASSING = List.of(PROGRESS, TEST);

  /// The types of all events that are sent.
  public static final List<String> SENT =
      Stream.of(OF_TASKS, OF_RUNS, OF_GROUPS, OF_ENDPOINTS, List.of(TEST))
          .flatMap(List::stream)
          .toList();

  private EventPattern() {}

  /// The type of the event that a task has ended in this state.
  public static String ofEnd(TaskState state) {
    return "task." + state;
  }

  /// Whether `pattern` stands for events of this type.
  public static boolean covers(String pattern, String type) {
    return switch (pattern) {
      case ANY_OF_TASKS -> OF_TASKS.contains(type);
      case ANY_OF_GROUPS, GROUP_FINISHED -> OF_GROUPS.contains(type);
      case ANY_OF_ENDPOINTS -> OF_ENDPOINTS.contains(type);
      default -> pattern.equals(type);
    };
  }
}
