package dev.offload.email;

import dev.offload.email.Delivered.Problem;
import dev.offload.worker.Outcome;

/// The end of a mailing in which nobody was sent a mail. It is a failure, since the templates
/// or the list must be wrong.
final class NothingSent {
  private static final String CODE = "nothing-sent";

  private NothingSent() {}

  /// @param known some outcomes of recipients; the message tells the first problem
  static Outcome outcome(long refused, long invalid, Delivered known) {
    String counts =
        "none of the %d recipients was sent the mail (refused: %d, invalid: %d)"
            .formatted(refused + invalid, refused, invalid);
    return Outcome.failedForGood(
        CODE,
        known.problems().stream()
            .findFirst()
            .map(first -> counts + "; " + told(first))
            .orElse(counts + "; the results of its chunks say why"));
  }

  private static String told(Problem problem) {
    return "recipient %d: %s".formatted(problem.recipient(), problem.reason());
  }
}
