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
      case OF_GROUP -> filter.group() != null;
      case OF_USER -> filter.user() != null;
      case OF_TAG -> filter.tag() != null;
      case OF_ERROR -> filter.errorCode() != null;
      case OF_STATE -> filter.state() != null;
      case OF_TYPE -> filter.type() != null;
      case BY_END -> filter.finishedAfter() != null || filter.finishedBefore() != null;
    };
  }

  /// Whether its range for `filter` has nothing that the filter excludes.
  boolean isAllOf(TaskFilter filter) {
    boolean namesNoEnd = filter.finishedAfter() == null && filter.finishedBefore() == null;
    return namesNoEnd
        && (filter.group() == null || this == OF_GROUP)
        && (filter.user() == null || this == OF_USER)
        && (filter.tag() == null || this == OF_TAG)
        && (filter.errorCode() == null || this == OF_ERROR)
        && (filter.state() == null || this == OF_STATE)
        && (filter.type() == null || this == OF_TYPE);
  }

  /// The ordered index that probably has the fewest tasks, judging by the filter alone. Most tasks
  /// succeed, so their state says little.
  static ListIndex likelyBest(TaskFilter filter) {
    if (filter.group() != null) {
      return OF_GROUP;
    }
    if (filter.user() != null) {
      return OF_USER;
    }
    if (filter.tag() != null) {
      return OF_TAG;
    }
    if (filter.errorCode() != null) {
      return OF_ERROR;
    }
    if (filter.state() != null && filter.state() != TaskState.SUCCEEDED) {
      return OF_STATE;
    }
    if (filter.type() != null) {
      return OF_TYPE;
    }
    return filter.state() == null ? NEWEST : OF_STATE;
  }
}
