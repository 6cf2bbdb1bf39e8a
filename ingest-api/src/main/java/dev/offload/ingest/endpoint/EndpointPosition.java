package dev.offload.ingest.endpoint;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.notify.EndpointId;
import java.util.Optional;

/// Where a list of endpoints goes on: after the endpoint whose id the cursor is.
final class EndpointPosition {

  private EndpointPosition() {}

  static String cursor(EndpointId id) {
    return id.toString();
  }

  /// Empty for null and for an empty cursor.
  ///
  /// @throws ProblemException `invalid-parameter`
  static Optional<EndpointId> parse(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        EndpointId.tryParse(cursor)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.INVALID_PARAMETER,
                        "cursor must be the nextCursor of an earlier answer.")));
  }
}
