package dev.offload.ingest.schedule;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a list of schedules goes on: after the name in the cursor.
final class SchedulePosition {

  private SchedulePosition() {}

  static String cursor(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /// The name in `cursor`; null for null.
  ///
  /// @throws ProblemException `invalid-parameter`
  static String parse(String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (Schedule.isName(name)) {
        return name;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw ProblemException.of(
        ProblemCode.INVALID_PARAMETER, "cursor must be the nextCursor of an earlier answer.");
  }
}
