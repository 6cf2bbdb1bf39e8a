package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Instant;

/// When things happened to a group. Null for what has not happened.
///
/// @param createdAt when it was opened
/// @param sealedAt when it was sealed
/// @param cancelRequestedAt when somebody asked to cancel it
/// @param finishedAt when its last task had ended
public record GroupTimes(
    Instant createdAt, Instant sealedAt, Instant cancelRequestedAt, Instant finishedAt) {
  public GroupTimes {
    Require.present(createdAt, "createdAt");
  }

  /// Those of a group that was just opened.
  public static GroupTimes open(Instant createdAt) {
    return new GroupTimes(createdAt, null, null, null);
  }
}
