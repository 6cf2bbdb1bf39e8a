package dev.offload.report.query;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Writes the same rows with several writers.
final class RowWriters implements RowWriter {
  private final List<RowWriter> writers = new ArrayList<>();

  void add(RowWriter writer) {
    writers.add(writer);
  }

  @Override
  public void write(List<Cell> cells) throws IOException, UnfitReport {
    for (RowWriter writer : writers) {
      writer.write(cells);
    }
  }

  @Override
  public void finish() throws IOException, UnfitReport {
    for (RowWriter writer : writers) {
      writer.finish();
    }
  }

  @Override
  public void close() throws IOException {
    for (RowWriter writer : writers) {
      writer.close();
    }
  }
}
