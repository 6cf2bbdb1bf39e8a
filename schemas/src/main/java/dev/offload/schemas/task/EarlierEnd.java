package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Instant;

/// How a task ended before it was run again.
///
/// @param at when it ended
/// @param version the version of the task at that end
/// @param attempt the number of the attempt with which it ended, or of the next one
public record EarlierEnd(TaskState state, Instant at, long version, int attempt) {
  public EarlierEnd {
    Require.present(state, "state");
    Require.that(state.hasEnded(), "state", "be one in which a task has ended", state);
    Require.present(at, "at");
    Require.that(version >= 1, "version", "be 1 or more", version);
    Require.that(attempt >= 0, "attempt", "be 0 or more", attempt);
  }
}
