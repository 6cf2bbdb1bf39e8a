package dev.offload.ingest.batch;

import dev.offload.ingest.batch.BatchStep.Answered;
import dev.offload.ingest.batch.BatchStep.Begun;
import dev.offload.ingest.batch.BatchStep.BrokenOff;
import dev.offload.ingest.batch.BatchStep.NoMore;
import dev.offload.ingest.submit.Answer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes answers into the stream to the client. It sends what it has written before it waits for
/// more.
final class AnswerWriter {
  private final OutputStream out;

  AnswerWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  /// Answers every line of `window`, in order, until the last one.
  ///
  /// @return whether the body was read to its end
  boolean answerAll(Window window) throws IOException, InterruptedException {
    while (true) {
      BatchStep step = window.poll();
      if (step == null) {
        out.flush();
        step = window.take();
      }
      switch (step) {
        case Answered(AnswerLine answer) -> answer.writeTo(out);
        case Begun(long line, Answer<AnswerLine> answer) -> await(line, answer).writeTo(out);
        case NoMore(boolean isWhole) -> {
          out.flush();
          return isWhole;
        }
        case BrokenOff _ -> {
          out.flush();
          return false;
        }
      }
    }
  }

  private AnswerLine await(long line, Answer<AnswerLine> answer)
      throws IOException, InterruptedException {
    if (!answer.isDecided()) {
      out.flush();
    }
    try {
      return answer.await();
    } catch (RuntimeException e) {
      return AnswerLine.of(LineAnswer.refused(line, LineProblems.of(e)));
    }
  }
}
