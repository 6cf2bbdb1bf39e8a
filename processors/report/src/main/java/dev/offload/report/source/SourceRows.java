package dev.offload.report.source;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// The rows of a source, which has been read once, so that its columns are known.
public interface SourceRows {
  List<SourceColumn> columns();

  /// Reads the rows again and passes them on.
  void forEach(Sink sink) throws IOException, SQLException, UnfitReport;

  /// The error for a value that does not fit the type that the client gives.
  ///
  /// @param place the column's number, counted from 1
  static UnfitReport unfit(String table, long line, long place, SourceColumn column, String value) {
    return Unreadable.at(
        table,
        line,
        place,
        "%s in column %s is not of type %s"
            .formatted(Unreadable.shown(value), column.name(), column.type().sql()));
  }

  /// Receives rows.
  @FunctionalInterface
  interface Sink {
    /// Receives a row, which is only valid until this returns.
    ///
    /// @param line the line on which it begins, counted from 1
    /// @param values as they are written, in the order of the columns; null for a missing
    ///     value. A value of a nested column is JSON that fits its type
    void row(long line, String[] values) throws IOException, SQLException, UnfitReport;
  }
}
