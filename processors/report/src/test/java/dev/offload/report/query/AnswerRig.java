package dev.offload.report.query;

import dev.offload.report.protocol.Job;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A stored answer, in a database that is not locked.
final class AnswerRig implements AutoCloseable {
  static final long LARGE = 1 << 20;
  private static final Job.Engine ENGINE = new Job.Engine(1, 256L << 20, 256L << 20);
  private static final Job.Limits LIMITS = new Job.Limits(1_000, 100, LARGE, 10, true);

  final Database database;
  final Answer answer;

  AnswerRig(Path directory, String query) throws Exception {
    database = Database.openIn(directory, ENGINE);
    database.execute("CREATE SCHEMA answer");
    database.execute("CREATE TABLE " + Answer.TABLE + " AS " + query);
    answer = Answer.measured(database, LIMITS);
  }

  /// Makes a writer of files.
  @FunctionalInterface
  interface Creation {
    RowWriter of(List<AnswerColumn> columns) throws Exception;
  }

  /// Writes all rows.
  void write(List<AnswerColumn> columns, Creation creation) throws Exception {
    try (RowWriter writer = creation.of(columns)) {
      answer.forEach(columns, answer.rows(), writer::write);
      writer.finish();
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
