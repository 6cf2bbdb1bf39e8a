package dev.offload.report.source;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.protocol.UnfitReport;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
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
/// @param tabs whether its content type or name says that tabs separate its fields
record SourceFile(String table, Path path, Charset charset, ReadingOptions reading, boolean tabs) {
  private static final int BEGIN = 4_096;

  static SourceFile of(Path directory, Job.Source source) throws IOException {
    Path path = directory.resolve(source.file());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      Charset charset = Encoding.of(source, in.readNBytes(BEGIN));
      boolean tabs = SourceKind.isTabSeparated(source);
      return new SourceFile(source.table(), path, charset, source.reading(), tabs);
    }
  }

  Reader open() throws IOException {
    return new SourceText(path, charset);
  }

  /// The first characters, at most `most`.
  String begin(int most) throws IOException, UnfitReport {
    return begin(most, false);
  }

  /// The first characters that follow blanks and blank lines, at most `most`.
  String beginOfRows(int most) throws IOException, UnfitReport {
    return begin(most, true);
  }

  private String begin(int most, boolean afterBlanks) throws IOException, UnfitReport {
    StringBuilder begin = new StringBuilder();
    try (Reader in = new BufferedReader(open())) {
      int c = in.read();
      while (afterBlanks && Character.isWhitespace(c)) {
        c = in.read();
      }
      while (c >= 0 && begin.length() < most) {
        begin.append((char) c);
        c = in.read();
      }
    } catch (SourceText.Malformed e) {
      throw refusal(e);
    }
    return begin.toString();
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
