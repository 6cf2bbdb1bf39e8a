package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.sql.SQLException;
import java.util.OptionalInt;

/// An error as DuckDB reports it with the setting `errors_as_json`.
///
/// @param type for example `Parser`, `Binder`, `Out of Memory`
/// @param position the byte of the statement at which the error is
record DuckDbFailure(String type, String text, OptionalInt position) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_TEXT = 1_000;

  static DuckDbFailure of(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int start = message.indexOf('{');
    if (start >= 0) {
      try {
        return of(JSON.readTree(message.substring(start)));
      } catch (JsonProcessingException _) {
        // Then the message is used as it is.
      }
    }
    return new DuckDbFailure("", message, OptionalInt.empty());
  }

  private static DuckDbFailure of(JsonNode json) {
    JsonNode position = json.path("position");
    return new DuckDbFailure(
        json.path("exception_type").asText(),
        json.path("exception_message").asText(),
        position.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(position.asInt()));
  }

  /// The same in words for the client, who wrote `sql` from byte `offset` on.
  UnfitReport asRefusal(String sql, int offset) {
    Reason reason = reason();
    String words =
        switch (reason) {
          case FORBIDDEN -> "the query may not do that: " + text;
          case MEMORY -> "the query needs more memory than it may have: " + firstLine(text);
          case SCRATCH -> "the query needs more disk than it may have: " + firstLine(text);
          case QUERY, PARAMETERS, SOURCE, TIMEOUT, ROWS, COLUMNS, OUTPUT, CHART ->
              type.isEmpty() ? text : type + " error: " + text;
        };
    return new UnfitReport(reason, cut(words) + place(sql, offset));
  }

  private Reason reason() {
    if (type.equals("Permission") || text.contains("configuration has been locked")) {
      return Reason.FORBIDDEN;
    }
    if (text.contains("max_temp_directory_size")) {
      return Reason.SCRATCH;
    }
    return type.equals("Out of Memory") ? Reason.MEMORY : Reason.QUERY;
  }

  private String place(String sql, int offset) {
    byte[] bytes = sql.getBytes(UTF_8);
    if (position.isEmpty() || position.getAsInt() < offset || position.getAsInt() > bytes.length) {
      return "";
    }
    String before = new String(bytes, offset, position.getAsInt() - offset, UTF_8);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return " (line %d, column %d)".formatted(line, column);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
