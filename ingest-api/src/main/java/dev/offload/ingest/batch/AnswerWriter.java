package dev.offload.ingest.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.offload.ingest.batch.Outcome.Begun;
import dev.offload.ingest.batch.Outcome.BrokenOff;
import dev.offload.ingest.batch.Outcome.NoMore;
import dev.offload.ingest.batch.Outcome.Refused;
import dev.offload.ingest.submit.Acceptance;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/// Writes answers, each on a line of its own, straight into the stream to the client. What is
/// written is sent before it waits for more.
final class AnswerWriter {
  private static final ObjectWriter WRITER =
      Json.MAPPER.writerFor(LineAnswer.class).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private final JsonGenerator json;

  AnswerWriter(OutputStream out) throws IOException {
    json = Json.MAPPER.createGenerator(out).setRootValueSeparator(null);
  }

  /// Answers every line of `window`, in order, until there is none to come.
  void answerAll(Window window) throws IOException, InterruptedException {
    boolean isOver = false;
    while (!isOver) {
      Outcome outcome = window.poll();
      if (outcome == null) {
        json.flush();
        outcome = window.take();
      }
      switch (outcome) {
        case Refused(long line, var problem) -> write(LineAnswer.refused(line, problem));
        case Begun(long line, Acceptance acceptance) -> write(await(line, acceptance));
        case NoMore _, BrokenOff _ -> isOver = true;
      }
    }
    json.flush();
  }

  private LineAnswer await(long line, Acceptance acceptance)
      throws IOException, InterruptedException {
    if (!acceptance.isDecided()) {
      json.flush();
    }
    try {
      return LineAnswer.taken(line, acceptance.await());
    } catch (RuntimeException e) {
      return LineAnswer.refused(line, LineProblems.of(e));
    }
  }

  private void write(LineAnswer answer) throws IOException {
    WRITER.writeValue(json, answer);
    json.writeRaw('\n');
  }
}
