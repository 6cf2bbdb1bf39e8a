package dev.offload.worker.run;

import dev.offload.worker.Outcome;

/// Checks the limits of outcomes. A result that is too large to be stored with the task becomes a
/// failure that says so, and so does a delegation to nobody.
final class OutcomeLimits {
  private OutcomeLimits() {}

  static Outcome held(Outcome outcome, KnownChildren known) {
    return switch (outcome) {
      case Outcome.Succeeded(var result, var _) -> {
        int size = Sizes.ofJson(result);
        yield size <= Sizes.MAX_STATE_BYTES
            ? outcome
            : Outcome.failedForGood(
                "result-too-large",
                "the result has %d bytes, but at most %d are allowed: use a file"
                    .formatted(size, Sizes.MAX_STATE_BYTES));
      }
      case Outcome.Delegated to -> known.held(to);
      case Outcome.Failed _, Outcome.Snoozed _ -> outcome;
      case null -> throw new IllegalStateException("the handler returned no outcome");
    };
  }
}
