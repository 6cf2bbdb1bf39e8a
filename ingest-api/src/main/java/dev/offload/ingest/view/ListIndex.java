package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;

/// The indexes that lists are read from, one for each thing that a filter can name. If a filter
/// names several, one index is read, and what the others exclude is skipped.
enum ListIndex {
  NEWEST("FROM tasks t INDEXED BY tasks_newest", "t"),
  OF_GROUP("FROM tasks t INDEXED BY tasks_newest_of_group", "t"),
  OF_USER("FROM tasks t INDEXED BY tasks_newest_of_user", "t"),
  OF_TAG("FROM tags g", "g"),
  OF_ERROR("FROM tasks t INDEXED BY tasks_newest_of_error", "t"),
  OF_STATE("FROM tasks t INDEXED BY tasks_newest_of_state", "t"),
  OF_TYPE("FROM tasks t INDEXED BY tasks_newest_of_type", "t"),

  /// The only index that is not in the order of lists. It is useful if it has few tasks.
  BY_END("FROM tasks t INDEXED BY tasks_by_end", "t");

  private final String from;
  private final String alias;

  ListIndex(String from, String alias) {
    this.from = from;
    this.alias = alias;
  }

  String from() {
    return from;
  }

  /// The table whose columns it has.
  String alias() {
    return alias;
  }

  boolean isInOrder() {
    return this != BY_END;
  }

  boolean canServe(TaskFilter filter) {
    return switch (this) {
      case NEWEST -> true;
      case OF_GROUP -> filter.group().isPresent();
      case OF_USER -> filter.user().isPresent();
      case OF_TAG -> filter.tag().isPresent();
      case OF_ERROR -> filter.errorCode().isPresent();
      case OF_STATE -> filter.state().isPresent();
      case OF_TYPE -> filter.type().isPresent();
      case BY_END -> namesAnEnd(filter);
    };
  }

  /// Whether its range for `filter` has nothing that the filter excludes.
  boolean isAllOf(TaskFilter filter) {
    return !namesAnEnd(filter)
        && (filter.group().isEmpty() || this == OF_GROUP)
        && (filter.user().isEmpty() || this == OF_USER)
        && (filter.tag().isEmpty() || this == OF_TAG)
        && (filter.errorCode().isEmpty() || this == OF_ERROR)
        && (filter.state().isEmpty() || this == OF_STATE)
        && (filter.type().isEmpty() || this == OF_TYPE);
  }

  private static boolean namesAnEnd(TaskFilter filter) {
    return filter.endedAfter().isPresent() || filter.endedBefore().isPresent();
  }

  /// The ordered index that probably has the fewest tasks, judging by the filter alone. Most tasks
  /// succeed, so their state says little.
  static ListIndex likelyBest(TaskFilter filter) {
    if (filter.group().isPresent()) {
      return OF_GROUP;
    }
    if (filter.user().isPresent()) {
      return OF_USER;
    }
    if (filter.tag().isPresent()) {
      return OF_TAG;
    }
    if (filter.errorCode().isPresent()) {
      return OF_ERROR;
    }
    if (filter.state().filter(state -> state != TaskState.SUCCEEDED).isPresent()) {
      return OF_STATE;
    }
    if (filter.type().isPresent()) {
      return OF_TYPE;
    }
    return filter.state().isEmpty() ? NEWEST : OF_STATE;
  }
}
