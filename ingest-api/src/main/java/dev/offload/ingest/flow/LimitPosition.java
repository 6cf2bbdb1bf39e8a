package dev.offload.ingest.flow;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.LimitScope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a list of limits goes on: after the scope in the cursor.
final class LimitPosition {

  private LimitPosition() {}

  static String cursor(LimitScope scope) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(scope.text().getBytes(StandardCharsets.UTF_8));
  }

  /// The text of the scope in `cursor`. It is empty, and before all others, for null and for an
  /// empty cursor.
  ///
  /// @throws ProblemException `invalid-parameter`
  static String parse(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (LimitScope.tryParse(text).isPresent()) {
        return text;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw ProblemException.of(
        ProblemCode.INVALID_PARAMETER, "cursor must be the nextCursor of an earlier answer.");
  }
}
