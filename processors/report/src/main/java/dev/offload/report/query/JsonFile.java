package dev.offload.report.query;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/// A JSON file: an array with one object per row, on a line of its own. Numbers have all their
/// digits. Lists and structures are JSON, too.
final class JsonFile implements RowWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .build();

  private final LimitedFile file;
  private final JsonGenerator out;
  private final List<AnswerColumn> columns;
  private boolean begun;

  private JsonFile(LimitedFile file, JsonGenerator out, List<AnswerColumn> columns) {
    this.file = file;
    this.out = out;
    this.columns = columns;
  }

  static JsonFile create(Path file, List<AnswerColumn> columns, long maxSize) throws IOException {
    LimitedFile limited = LimitedFile.create(file, maxSize);
    JsonGenerator out = JSON.createGenerator(limited, JsonEncoding.UTF8);
    out.setRootValueSeparator(null);
    out.writeRaw('[');
    return new JsonFile(limited, out, columns);
  }

  @Override
  public void write(List<Cell> cells) throws IOException {
    out.writeRaw(begun ? ",\n" : "\n");
    begun = true;
    out.writeStartObject();
    for (int i = 0; i < cells.size(); i++) {
      out.writeFieldName(columns.get(i).column().name());
      write(cells.get(i));
    }
    out.writeEndObject();
  }

  private void write(Cell cell) throws IOException {
    switch (cell) {
      case Cell.Empty _ -> out.writeNull();
      case Cell.Whole(long value) -> out.writeNumber(value);
      case Cell.Exact(BigDecimal value) -> out.writeNumber(value);
      case Cell.Fraction _ -> out.writeNumber(Cell.text(cell));
      case Cell.Truth(boolean value) -> out.writeBoolean(value);
      case Cell.Text _, Cell.Day _, Cell.Moment _ -> out.writeString(Cell.text(cell));
      case Cell.Json(String value) -> {
        if (isJson(value)) {
          out.writeRawValue(value);
        } else {
          out.writeString(value); // DuckDB writes infinity as it is
        }
      }
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void finish() throws IOException {
    out.writeRaw("\n]\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (file) { // as with CSV
      out.close();
    }
  }
}
