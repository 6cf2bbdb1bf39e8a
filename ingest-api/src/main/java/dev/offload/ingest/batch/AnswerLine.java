package dev.offload.ingest.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/// The answer to a line as it is sent. Nothing else of the line is kept.
final class AnswerLine {
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(LineAnswer.class);

  private final byte[] json;

  private AnswerLine(byte[] json) {
    this.json = json;
  }

  static AnswerLine of(LineAnswer answer) {
    try {
      return new AnswerLine(WRITER.writeValueAsBytes(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer can't be written as JSON", e);
    }
  }

  int bytes() {
    return json.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(json);
    out.write('\n');
  }
}
