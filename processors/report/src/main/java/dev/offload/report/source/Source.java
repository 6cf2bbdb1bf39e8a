package dev.offload.report.source;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reading;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Reads files of rows.
public final class Source {
  private Source() {}

  /// Finds the format of the file, and reads all of it once to find its columns.
  public static SourceRows survey(Path directory, Job.Source source)
      throws IOException, SQLException, UnfitReport {
    SourceFile file = SourceFile.of(directory, source);
    String begin = file.beginOfRows(SourceKind.BEGIN);
    if (begin.startsWith("PAR1") || begin.startsWith("PK\u0003\u0004")) {
      throw Unreadable.source(
          source.table(), "it is neither CSV nor JSON, and no other format is read");
    }
    return switch (SourceKind.of(source, begin)) {
      case CSV -> CsvRows.survey(file);
      case JSON -> {
        if (source.reading().isOfCsv()) {
          throw Unreadable.source(source.table(), Reading.OF_CSV + " are for CSV, and it is JSON");
        }
        yield JsonRows.survey(file);
      }
    };
  }
}
