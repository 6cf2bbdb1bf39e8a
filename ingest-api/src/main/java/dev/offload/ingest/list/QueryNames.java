package dev.offload.ingest.list;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The query parameters that a call takes, each at most once.
///
/// @param names may be empty
public record QueryNames(List<String> names) {
  /// A longer name is cut where it is quoted.
  private static final int QUOTED = 50;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /// @throws ProblemException `invalid-parameter` for an unknown or a repeated parameter
  public void check(Map<String, List<String>> query) {
    query.forEach(
        (name, values) -> {
          if (!names.contains(name)) {
            throw refused(
                "This call has no query parameter '%s'. %s".formatted(quotable(name), known()));
          }
          if (values.size() > 1) {
            throw refused(name + " must be sent at most once.");
          }
        });
  }

  private String known() {
    return names.isEmpty()
        ? "It takes none."
        : "It takes " + String.join(", ", names.stream().sorted().toList()) + ".";
  }

  private static String quotable(String name) {
    String shown = CONTROL.matcher(name).replaceAll("?");
    return shown.codePointCount(0, shown.length()) <= QUOTED
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, QUOTED)) + "…";
  }

  private static ProblemException refused(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
