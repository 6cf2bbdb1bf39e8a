package dev.offload.report.query;

import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several writers that are given the same rows.
final class RowWriters implements RowWriter {
  private final List<RowWriter> writers = new ArrayList<>();

  void add(RowWriter writer) {
    writers.add(writer);
  }

  @Override
  public void write(List<Cell> cells) throws IOException, UnfitReport {
    try {
      for (RowWriter writer : writers) {
        writer.write(cells);
      }
    } catch (LimitedFile.Full e) {
      throw refusal(e);
    }
  }

  @Override
  public void finish() throws IOException, UnfitReport {
    try {
      for (RowWriter writer : writers) {
        writer.finish();
      }
    } catch (LimitedFile.Full e) {
      throw refusal(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (RowWriter writer : writers) {
      writer.close();
    }
  }

  private static UnfitReport refusal(LimitedFile.Full e) {
    return new UnfitReport(Reason.OUTPUT, e.getMessage());
  }
}
