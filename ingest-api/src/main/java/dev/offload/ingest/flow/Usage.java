package dev.offload.ingest.flow;

import dev.offload.schemas.work.LimitStatus;

/// How much of a limit is used.
///
/// @param used how many units are in use
/// @param waiting how many tasks wait for the limit
record Usage(long used, long waiting) {
  static final Usage NONE = new Usage(0, 0);

  static Usage of(LimitStatus status) {
    return new Usage(status.used(), status.waiting());
  }

  Usage plus(Usage more) {
    return new Usage(used + more.used, waiting + more.waiting);
  }
}
