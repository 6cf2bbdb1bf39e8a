package dev.offload.ingest.live;

/// One thing that all who follow a tenant's tasks are told.
sealed interface Told {
  /// What each counts for beside its data: its places in collections, its position.
  int OVERHEAD = 512;

  LiveEvent event();

  /// How far the log was read when this came.
  LogPosition after();

  default int bytes() {
    return event().size() + OVERHEAD;
  }

  /// A version of a task, which stands in the log. It is kept for those who come back.
  record Version(LiveEvent event, int partition, long offset, long timestamp, LogPosition after)
      implements Told {}

  /// How far an attempt is. It is kept for as long as there is room, and missed by nobody.
  record Progress(LiveEvent event, LogPosition after) implements Told {}
}
