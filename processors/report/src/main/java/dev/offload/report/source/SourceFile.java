package dev.offload.report.source;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reading;
import dev.offload.report.protocol.UnfitReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file of rows that can be read as often as needed.
///
/// @param table its name in the query, for error texts
/// @param reading what the client says about it
record SourceFile(String table, Path path, Charset charset, Reading reading) {
  private static final int BEGIN = 4_096;

  static SourceFile of(Path directory, Job.Source source) throws IOException {
    Path path = directory.resolve(source.file());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      Charset charset = Encoding.of(source, in.readNBytes(BEGIN));
      return new SourceFile(source.table(), path, charset, source.reading());
    }
  }

  Reader open() throws IOException {
    return new SourceText(path, charset);
  }

  /// The first characters, at most `most`.
  String begin(int most) throws IOException, UnfitReport {
    char[] begin = new char[most];
    int length = 0;
    try (Reader in = open()) {
      int read = in.read(begin, 0, most);
      while (read > 0) {
        length += read;
        read = in.read(begin, length, most - length);
      }
    } catch (SourceText.Malformed e) {
      throw refusal(e);
    }
    return new String(begin, 0, length);
  }

  /// The type that the client gives for a column, or else `found`.
  ColumnType type(String column, ColumnType found) {
    return Optional.ofNullable(reading.columns())
        .flatMap(columns -> columns.type(column))
        .map(ColumnType::said)
        .orElse(found);
  }

  UnfitReport refusal(SourceText.Malformed e) {
    return Unreadable.at(table, e.line(), e.column(), e.getMessage());
  }
}
