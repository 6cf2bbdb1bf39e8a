package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/// A query that is exactly one SELECT, as DuckDB's own parser sees it.
///
/// @param values those of its parameters, by their numbers
record OneSelect(String sql, List<Object> values) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_ENDS = 200;
  private static final String BEFORE =
      "CREATE TABLE %s AS SELECT * FROM (\n".formatted(Answer.TABLE);

  /// Refuses other statements, several statements, and parameters that do not fit.
  static OneSelect of(Job.Query wanted, Database database)
      throws IOException, SQLException, UnfitReport {
    String query = wanted.sql();
    String tree = tree(query, database);
    JsonNode parsed = parsed(tree);
    if (parsed.path("error").asBoolean()) {
      throw refusal(parsed, query);
    }
    if (parsed.path("statements").size() != 1) {
      throw new UnfitReport(
          Reason.FORBIDDEN,
          "a report is one SELECT; here are %d".formatted(parsed.path("statements").size()));
    }
    NamedParameters parameters = NamedParameters.of(parsed, wanted.parameters());
    String sql = withoutEnd(query, tree, database);
    if (parameters.isEmpty()) {
      return new OneSelect(sql, List.of());
    }
    String numbered = parameters.numbered(sql);
    JsonNode same = parsed(tree(numbered, database));
    if (!NamedParameters.withoutPlaces(same)
        .equals(NamedParameters.withoutPlaces(parameters.numbered(parsed)))) {
      throw new UnfitReport(Reason.PARAMETERS, "a parameter is where none can be");
    }
    return new OneSelect(numbered, parameters.values());
  }

  private static JsonNode parsed(String tree) throws IOException, UnfitReport {
    try {
      return JSON.readTree(tree);
    } catch (StreamConstraintsException _) {
      throw new UnfitReport(Reason.QUERY, "the query is nested too deeply");
    }
  }

  /// The query without the semicolons at its end and without what follows them: the shortest
  /// part before a semicolon that DuckDB parses in the same way.
  private static String withoutEnd(String query, String tree, Database database)
      throws IOException, SQLException, UnfitReport {
    String shortest = query;
    int end = query.lastIndexOf(';');
    for (int looks = 0; end >= 0 && looks < MOST_ENDS; looks++) {
      String beginning = query.substring(0, end);
      if (tree(beginning, database).equals(tree)) {
        shortest = beginning;
      }
      end = query.lastIndexOf(';', end - 1);
    }
    return shortest;
  }

  private static String tree(String query, Database database)
      throws IOException, SQLException, UnfitReport {
    return database.read(
        "SELECT json_serialize_sql(%s)::VARCHAR".formatted(Sql.text(query)),
        rows -> rows.next() ? rows.getString(1) : "");
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

  /// Stores the answer's first rows in the table `answer.report`. It can be read as often as
  /// needed, and errors show before the first row is written.
  void keepAnswer(Database database, long rows) throws UnfitReport {
    database.execute("CREATE SCHEMA answer");
    database.execute(BEFORE + sql + "\n) LIMIT " + rows, BEFORE.getBytes(UTF_8).length, values);
  }
}
