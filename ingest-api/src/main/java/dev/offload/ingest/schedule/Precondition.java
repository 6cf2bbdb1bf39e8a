package dev.offload.ingest.schedule;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a client says about the revision it wants to change: the headers `If-Match` and
/// `If-None-Match` (RFC 9110, 13.1), or null.
record Precondition(String ifMatch, String ifNoneMatch) {

  private static final String ANY = "*";
  private static final Pattern COMMA = Pattern.compile(",");

  static String tag(String revision) {
    return "\"" + revision + "\"";
  }

  /// @param revision the present one; empty if there is none
  /// @throws ProblemException `precondition-failed`
  void check(Optional<String> revision) {
    boolean fails =
        (ifMatch != null && !names(ifMatch, revision))
            || (ifNoneMatch != null && names(ifNoneMatch, revision));
    if (fails) {
      throw ProblemException.of(
          ProblemCode.PRECONDITION_FAILED,
          revision.isPresent()
              ? "The schedule has changed: read it again."
              : "There is no such schedule.");
    }
  }

  private static boolean names(String header, Optional<String> revision) {
    return revision.isPresent()
        && COMMA
            .splitAsStream(header)
            .map(String::strip)
            .anyMatch(tag -> tag.equals(ANY) || tag.equals(tag(revision.get())));
  }
}
