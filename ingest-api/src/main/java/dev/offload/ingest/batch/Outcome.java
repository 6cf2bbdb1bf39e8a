package dev.offload.ingest.batch;

import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.submit.Acceptance;

/// What reading on in a batch has come to.
sealed interface Outcome {
  /// A line that gets an answer.
  sealed interface OfLine extends Outcome {}

  /// It is no task that can be taken.
  record Refused(long line, Problem problem) implements OfLine {}

  /// Its task is on its way.
  record Begun(long line, Acceptance acceptance) implements OfLine {}

  /// The body has ended.
  record NoMore() implements Outcome {}

  /// The connection has ended.
  record BrokenOff() implements Outcome {}
}
