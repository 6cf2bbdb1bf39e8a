package dev.offload.ingest.batch;

import dev.offload.ingest.submit.Answer;

/// What reading on in a batch has brought.
sealed interface BatchStep {
  /// A line that gets an answer.
  sealed interface OfLine extends BatchStep {
    /// About how much memory the line takes while it waits to be answered.
    int bytes();
  }

  /// The answer is known.
  record Answered(AnswerLine answer) implements OfLine {
    private static final int OVERHEAD = 64;

    @Override
    public int bytes() {
      return answer.bytes() + OVERHEAD;
    }
  }

  /// The task is on its way to Kafka.
  record Begun(long line, Answer<AnswerLine> answer) implements OfLine {
    private static final int OVERHEAD = 256;
    private static final int UNDECIDED = 768;

    @Override
    public int bytes() {
      return answer.expected().map(AnswerLine::bytes).orElse(UNDECIDED) + OVERHEAD;
    }
  }

  /// The body has ended.
  ///
  /// @param isWhole whether all of its lines were read
  record NoMore(boolean isWhole) implements BatchStep {}

  /// The connection has ended.
  record BrokenOff() implements BatchStep {}
}
