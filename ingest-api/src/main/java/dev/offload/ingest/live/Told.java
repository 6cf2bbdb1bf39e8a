package dev.offload.ingest.live;

/// One event for all who follow a tenant's tasks and groups.
sealed interface Told {
  /// What each event counts for besides its data: its places in collections and its position.
  int OVERHEAD = 512;

  LiveEvent event();

  /// How far the log was read when this came.
  LogPosition after();

  default int bytes() {
    return event().size() + OVERHEAD;
  }

  /// A version of a task, which is in the log. It is kept for clients that come back.
  record Version(LiveEvent event, int partition, long offset, long timestamp, LogPosition after)
      implements Told {}

  /// The progress of an attempt, or a version of a group. It is kept while there is room.
  record Passing(LiveEvent event, LogPosition after) implements Told {}
}
