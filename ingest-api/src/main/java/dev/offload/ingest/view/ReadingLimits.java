package dev.offload.ingest.view;

import java.time.Duration;

/// What reading from a view may cost.
///
/// @param readers threads that answer questions about single tasks
/// @param listReaders threads that read lists; one tenant gets at most half of them
/// @param answer how long an answer may take, the wait for a thread included
/// @param scan how long a page is looked for among tasks that the filter excludes
/// @param pageBytes how large a page may grow, in bytes of its tasks as they are stored
/// @param piece how many tasks are looked through at once
record ReadingLimits(
    int readers, int listReaders, Duration answer, Duration scan, long pageBytes, int piece) {
  private static final int PIECE = 2_000;

  static ReadingLimits of(ViewConfig config) {
    return new ReadingLimits(
        config.readers(),
        config.listReaders(),
        config.answerLimit(),
        config.scanLimit(),
        config.pageBytes().asLongValue(),
        PIECE);
  }
}
