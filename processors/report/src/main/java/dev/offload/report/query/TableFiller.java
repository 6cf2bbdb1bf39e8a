package dev.offload.report.query;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.source.SourceColumn;
import dev.offload.report.source.SourceRows;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/// Appends the rows of a source to its table.
final class TableFiller implements SourceRows.Sink, AutoCloseable {
  /// Rows wait outside the heap, in DuckDB's memory, until they are flushed.
  private static final long FLUSH_EVERY_CHARACTERS = 16 << 20;

  private final DuckDBAppender appender;
  private final ValueParser[] parsers;
  private final String table;
  private final List<SourceColumn> columns;
  private long characters;

  TableFiller(DuckDBAppender appender, Job.Source source, List<SourceColumn> columns) {
    this.appender = appender;
    this.table = source.table();
    this.columns = columns;
    this.parsers =
        columns.stream()
            .map(column -> ValueParser.of(column.type(), source.reading()))
            .toArray(ValueParser[]::new);
  }

  @Override
  public void row(long line, String[] values) throws SQLException, UnfitReport {
    appender.beginRow();
    for (int i = 0; i < values.length; i++) {
      append(line, i, values[i]);
    }
    appender.endRow();
    if (characters > FLUSH_EVERY_CHARACTERS) {
      appender.flush();
      characters = 0;
    }
  }

  private void append(long line, int column, String value) throws SQLException, UnfitReport {
    if (value == null) {
      appender.appendNull();
      return;
    }
    characters += value.length();
    if (!parsers[column].append(value, appender)) {
      SourceColumn unfit = columns.get(column);
      throw SourceRows.unfit(table, line, column + 1L, unfit, value);
    }
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
