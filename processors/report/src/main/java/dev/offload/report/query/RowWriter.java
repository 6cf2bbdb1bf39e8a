package dev.offload.report.query;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.util.List;

/// Somewhere rows are written to, one after the other.
interface RowWriter extends AutoCloseable {
  void write(List<Cell> cells) throws IOException, UnfitReport;

  /// Writes what comes after the last row. Without it, what was written is incomplete.
  void finish() throws IOException, UnfitReport;

  @Override
  void close() throws IOException;
}
