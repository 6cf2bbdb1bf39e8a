package dev.offload.ingest.batch;

import dev.offload.ingest.batch.LineReader.Line;
import dev.offload.ingest.body.TextSlice;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.submit.Answer;
import dev.offload.ingest.submit.SubmitRequest;
import java.io.IOException;
import java.io.InputStream;

/// Reads the lines of one batch and sends their tasks.
final class BatchReader {
  private final LineReader lines;
  private final int maxLines;
  private final LineSender sender;
  private boolean isWhole = true;

  BatchReader(InputStream body, int maxLines, LineSender sender) {
    this.lines = new LineReader(body, SubmitRequest.MAX_BYTES);
    this.maxLines = maxLines;
    this.sender = sender;
  }

  /// The outcome of the next line that is not blank.
  BatchStep next() throws IOException, InterruptedException {
    Line line = lines.next();
    while (line instanceof Line.Text(TextSlice text) && text.isBlank()) {
      line = lines.next();
    }
    return switch (line) {
      case Line.Text(TextSlice text) when text.line() > maxLines -> tooMany(text.line());
      case Line.Text(TextSlice text) -> begin(text);
      case Line.TooLong(long number) when number > maxLines -> tooMany(number);
      case Line.TooLong(long number) ->
          refused(number, LineProblems.tooLong(SubmitRequest.MAX_BYTES));
      case Line.End _ -> new BatchStep.NoMore(isWhole);
    };
  }

  /// Reads the rest and throws it away. Otherwise a client that is still sending would not get the
  /// answer.
  private BatchStep tooMany(long number) throws IOException {
    isWhole = false;
    lines.discard();
    return refused(number, LineProblems.tooMany(maxLines));
  }

  private BatchStep begin(TextSlice text) throws InterruptedException {
    long line = text.line();
    try {
      Answer<AnswerLine> answer =
          sender.begin(text).as(task -> AnswerLine.of(LineAnswer.taken(line, task)));
      return new BatchStep.Begun(line, answer);
    } catch (RuntimeException e) {
      return refused(line, LineProblems.of(e));
    }
  }

  private static BatchStep refused(long line, Problem problem) {
    return new BatchStep.Answered(AnswerLine.of(LineAnswer.refused(line, problem)));
  }
}
