package dev.offload.ingest.view;

import java.time.Duration;

/// The limits of reading from a view.
///
/// @param readers threads that answer questions about single tasks
/// @param listReaders threads that read lists; one tenant gets at most half of them
/// @param answer how long an answer may take, including the wait for a thread
/// @param scan how long the search for one page may take
/// @param pageBytes how large a page may be, in bytes of its tasks as they are stored
/// @param piece how many tasks are searched at once
record QuestionLimits(
    int readers, int listReaders, Duration answer, Duration scan, long pageBytes, int piece) {
  private static final int PIECE = 2_000;

  static QuestionLimits of(ViewConfig config) {
    return new QuestionLimits(
        config.readers(),
        config.listReaders(),
        config.answerLimit(),
        config.scanLimit(),
        config.pageBytes().asLongValue(),
        PIECE);
  }
}
