package dev.offload.report.source;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
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
    NoTable.refuseFormat(source.table(), directory.resolve(source.file()));
    SourceFile file = SourceFile.of(directory, source);
    String begin = file.beginOfRows(SourceKind.BEGIN);
    NoTable.refusePage(source.table(), begin);
    return switch (SourceKind.of(source, begin)) {
      case CSV -> CsvRows.survey(file);
      case JSON -> {
        if (source.reading().isOfCsv()) {
          throw Unreadable.source(
              source.table(), ReadingOptions.OF_CSV + " are for CSV, and it is JSON");
        }
        yield JsonRows.survey(file);
      }
    };
  }
}
