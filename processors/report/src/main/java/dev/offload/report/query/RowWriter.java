package dev.offload.report.query;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.util.List;

/// Writes rows, one after the other.
interface RowWriter extends AutoCloseable {
  void write(List<Cell> cells) throws IOException, UnfitReport;

  /// Writes what comes after the last row. Without this, the file is incomplete.
  void finish() throws IOException, UnfitReport;

  @Override
  void close() throws IOException;
}
