package dev.offload.report.query;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The answer of a query, which is stored as a table and can be read as often as needed.
record Answer(Database database, List<AnswerColumn> columns, long rows) {
  static final String TABLE = "answer.report";

  /// Finds out how large the stored answer is. One that is too large is refused.
  static Answer measured(Database database, Job.Limits limits)
      throws IOException, SQLException, UnfitReport {
    List<AnswerColumn> columns =
        database.read(
            "SELECT column_name, column_type FROM (DESCRIBE %s)".formatted(TABLE), Answer::columns);
    if (columns.size() > limits.columns()) {
      throw new UnfitReport(
          Reason.COLUMNS,
          "the answer has %,d columns; at most %,d are written"
              .formatted(columns.size(), limits.columns()));
    }
    long rows =
        database.read(
            "SELECT count(*) FROM " + TABLE,
            counted -> {
              counted.next();
              return counted.getLong(1);
            });
    if (rows > limits.rows()) {
      throw new UnfitReport(
          Reason.ROWS,
          "the answer has more than %,d rows, and no more are written".formatted(limits.rows()));
    }
    return new Answer(database, columns, rows);
  }

  private static List<AnswerColumn> columns(ResultSet rows) throws SQLException {
    List<AnswerColumn> found = new ArrayList<>();
    while (rows.next()) {
      found.add(AnswerColumn.of(rows.getString(1), rows.getString(2)));
    }
    return found;
  }

  /// Passes on the first rows, at most `most`, with the columns as `read` reads them.
  void forEach(List<AnswerColumn> read, long most, Sink sink)
      throws IOException, SQLException, UnfitReport {
    String select = read.stream().map(AnswerColumn::expression).collect(Collectors.joining(", "));
    database.read(
        "SELECT %s FROM %s LIMIT %d".formatted(select, TABLE, most),
        rows -> {
          while (rows.next()) {
            List<Cell> cells = new ArrayList<>(read.size());
            for (int i = 0; i < read.size(); i++) {
              cells.add(read.get(i).read(rows, i + 1));
            }
            sink.row(cells);
          }
          return most;
        });
  }

  /// Receives rows.
  @FunctionalInterface
  interface Sink {
    void row(List<Cell> cells) throws IOException, UnfitReport;
  }
}
