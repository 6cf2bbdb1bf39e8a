package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalInt;

/// A query that is exactly one SELECT, as DuckDB's own parser sees it.
record OneSelect(String sql) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BEFORE = "CREATE TABLE answer.report AS SELECT * FROM (\n";

  /// Refuses everything else: other statements, several of them.
  static OneSelect of(String query, Database database)
      throws IOException, SQLException, UnfitReport {
    String tree =
        database.read(
            "SELECT json_serialize_sql(%s)::VARCHAR".formatted(Sql.text(query)),
            rows -> rows.next() ? rows.getString(1) : "");
    JsonNode parsed = JSON.readTree(tree);
    if (parsed.path("error").asBoolean()) {
      throw refusal(parsed, query);
    }
    if (parsed.path("statements").size() != 1) {
      throw new UnfitReport(
          Reason.FORBIDDEN,
          "a report is one SELECT; here are %d".formatted(parsed.path("statements").size()));
    }
    return new OneSelect(query.stripTrailing().replaceFirst(";$", ""));
  }

  private static UnfitReport refusal(JsonNode error, String query) {
    if (error.path("error_type").asText().equals("not implemented")) {
      return new UnfitReport(
          Reason.FORBIDDEN,
          "a report is one SELECT; other statements are not run (a PIVOT has to list its values"
              + " with IN)");
    }
    DuckDbFailure failure =
        new DuckDbFailure(
            "Parser",
            error.path("error_message").asText(),
            error.has("position")
                ? OptionalInt.of(error.path("position").asInt())
                : OptionalInt.empty());
    return failure.asRefusal(query, 0);
  }

  /// Keeps the answer's first rows as table `answer.report`: what is read from a table is written
  /// as often as needed, and says its failures before the first row is.
  void keepAnswer(Database database, long rows) throws UnfitReport {
    database.execute("CREATE SCHEMA answer");
    database.execute(BEFORE + sql + "\n) LIMIT " + rows, BEFORE.getBytes(UTF_8).length);
  }
}
