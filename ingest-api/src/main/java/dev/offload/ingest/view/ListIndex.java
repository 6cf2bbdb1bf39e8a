package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;

/// The indexes that lists are read from, one for each thing that a filter can name. If a filter
/// names several, one index is read, and what the others exclude is skipped.
enum ListIndex {
  NEWEST("tasks_newest"),
  OF_GROUP("tasks_newest_of_group"),
  OF_USER("tasks_newest_of_user"),

  /// The table of tags is its own index.
  OF_TAG("tags_pkey"),

  OF_ERROR("tasks_newest_of_error"),
  OF_STATE("tasks_newest_of_state"),
  OF_TYPE("tasks_newest_of_type"),

  /// The only index that is not in the order of lists. It is useful if it has few tasks.
  BY_END("tasks_by_end");

  private final String index;

  ListIndex(String index) {
    this.index = index;
  }

  /// Its name in the database.
  String index() {
    return index;
  }

  /// The table that has it, in a FROM clause.
  String table(Dialect dialect) {
    return this == OF_TAG ? "tags g" : dialect.indexed("tasks", alias(), index);
  }

  /// The table whose columns it has.
  String alias() {
    return this == OF_TAG ? "g" : "t";
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
