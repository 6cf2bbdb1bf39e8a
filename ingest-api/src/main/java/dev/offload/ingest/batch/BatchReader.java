package dev.offload.ingest.batch;

import dev.offload.ingest.batch.LineReader.Line;
import dev.offload.ingest.batch.LineSender.Read;
import dev.offload.ingest.body.TextSlice;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.submit.Acceptance;
import dev.offload.ingest.submit.Answer;
import dev.offload.ingest.submit.SubmitRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Reads the lines of one batch and sends their tasks. Those with names are answered at the end.
final class BatchReader {
  private final LineReader lines;
  private final int maxLines;
  private final LineSender sender;
  private final NamedLines named;
  private final Deque<LineAnswer> lastAnswers = new ArrayDeque<>();
  private boolean isWhole = true;
  private boolean hasEnded;

  BatchReader(InputStream body, int maxLines, LineSender sender) {
    this.lines = new LineReader(body, SubmitRequest.MAX_BYTES);
    this.maxLines = maxLines;
    this.sender = sender;
    this.named = new NamedLines(sender);
  }

  /// The next answer: to a line that is not blank, or at the end to one that was kept.
  BatchStep next() throws IOException, InterruptedException {
    while (!hasEnded) {
      Optional<BatchStep> answered = answerLine();
      if (answered.isPresent()) {
        return answered.get();
      }
    }
    return lastAnswers.isEmpty()
        ? new BatchStep.NoMore(isWhole)
        : new BatchStep.Answered(AnswerLine.of(lastAnswers.poll()));
  }

  /// Empty if the line gets no answer now.
  private Optional<BatchStep> answerLine() throws IOException, InterruptedException {
    return switch (lines.next()) {
      case Line.Text(TextSlice text) when text.isBlank() -> Optional.empty();
      case Line.Text(TextSlice text) when text.line() > maxLines ->
          Optional.of(tooMany(text.line()));
      case Line.Text(TextSlice text) -> begin(text);
      case Line.TooLong(long number) when number > maxLines -> Optional.of(tooMany(number));
      case Line.TooLong(long number) ->
          Optional.of(refused(number, LineProblems.tooLong(SubmitRequest.MAX_BYTES)));
      case Line.End _ -> {
        hasEnded = true;
        lastAnswers.addAll(named.send());
        yield Optional.empty();
      }
    };
  }

  /// Reads the rest and throws it away. Otherwise a client that is still sending would not get the
  /// answer.
  private BatchStep tooMany(long number) throws IOException {
    isWhole = false;
    lines.discard();
    return refused(number, LineProblems.tooMany(maxLines));
  }

  private Optional<BatchStep> begin(TextSlice text) throws InterruptedException {
    long line = text.line();
    try {
      return switch (sender.read(text)) {
        case Read.Begun(Acceptance acceptance) -> {
          Answer<AnswerLine> answer =
              acceptance.as(task -> AnswerLine.of(LineAnswer.taken(line, task)));
          yield Optional.of(new BatchStep.Begun(line, answer));
        }
        case Read.Kept(NamedLine kept) -> named.keep(kept).map(why -> refused(line, why));
      };
    } catch (RuntimeException e) {
      return Optional.of(refused(line, LineProblems.of(e)));
    }
  }

  private static BatchStep refused(long line, Problem problem) {
    return new BatchStep.Answered(AnswerLine.of(LineAnswer.refused(line, problem)));
  }
}
