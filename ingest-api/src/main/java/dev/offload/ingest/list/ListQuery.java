package dev.offload.ingest.list;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The query of a list, which is taken strictly. Otherwise a misspelled or repeated parameter would
/// silently list something else.
public final class ListQuery {

  /// The parameters of a list that has pages.
  public static final List<String> OF_THE_PAGE = List.of("cursor", "limit");

  private ListQuery() {}

  /// @param known the names that the query may have, in order
  /// @throws ProblemException `invalid-parameter` for an unknown or a repeated parameter
  public static void check(Map<String, List<String>> query, Collection<String> known) {
    query.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            throw invalid(
                known.isEmpty()
                    ? "This list takes no parameters."
                    : "The query takes only " + String.join(", ", known) + ".");
          }
          if (values.size() > 1) {
            throw invalid(name + " must be sent at most once.");
          }
        });
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
