package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// The rows of a source that has been read once, so that its columns are known.
public interface SourceRows {
  List<SourceColumn> columns();

  /// Reads them again and hands them on.
  void forEach(Sink sink) throws IOException, SQLException, UnfitReport;

  /// A refusal of a value that does not fit the type that its sender says.
  ///
  /// @param place the column's place, counted from 1
  static UnfitReport unfit(String table, long line, long place, SourceColumn column, String value) {
    return Unreadable.at(
        table,
        line,
        place,
        "%s of column %s is no %s"
            .formatted(Unreadable.shown(value), column.name(), column.type().sql()));
  }

  /// Whoever takes rows.
  @FunctionalInterface
  interface Sink {
    /// Takes a row, which is its own only until this returns.
    ///
    /// @param line where it begins, counted from 1
    /// @param values as they are written, in the order of the columns; null where there is none. A
    ///     value of a nested column is JSON that fits its type
    void row(long line, String[] values) throws IOException, SQLException, UnfitReport;
  }
}
