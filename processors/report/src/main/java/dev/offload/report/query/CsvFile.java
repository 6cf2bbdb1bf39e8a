package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A CSV file according to RFC 4180, with a header, commas, CRLF and UTF-8. A missing value is an
/// empty field, and an empty text is a quoted one. If there is only one column, missing values are
/// quoted as well, because most readers skip empty lines.
///
/// A spreadsheet runs a field that begins like a formula. If formulas are escaped, a text (never a
/// number) that begins with one of `= + - @`, a tab or a line end gets an apostrophe before it, as
/// OWASP recommends.
final class CsvFile implements RowWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  /// FastCSV quotes a first field that begins with this. [Quotes] quotes such fields anyway.
  private static final char NO_COMMENT = '\uFEFF';

  private final LimitedFile file;
  private final CsvWriter out;
  private final List<AnswerColumn> columns;
  private final String missing;
  private final boolean escapeFormulas;

  private CsvFile(
      LimitedFile file,
      CsvWriter out,
      List<AnswerColumn> columns,
      String missing,
      boolean escapeFormulas) {
    this.file = file;
    this.out = out;
    this.columns = columns;
    this.missing = missing;
    this.escapeFormulas = escapeFormulas;
  }

  static CsvFile create(Path file, List<AnswerColumn> columns, long maxSize, boolean escapeFormulas)
      throws IOException {
    LimitedFile limited = LimitedFile.create(file, maxSize);
    CsvWriter out =
        CsvWriter.builder()
            .commentCharacter(NO_COMMENT)
            .quoteStrategy(new Quotes())
            .build(limited, UTF_8);
    CsvFile csv =
        new CsvFile(limited, out, columns, columns.size() == 1 ? "" : null, escapeFormulas);
    csv.write(columns.stream().map(column -> csv.defused(column.column().name())));
    return csv;
  }

  @Override
  public void write(List<Cell> cells) throws IOException {
    write(IntStream.range(0, cells.size()).mapToObj(i -> field(columns.get(i), cells.get(i))));
  }

  private void write(Stream<String> fields) throws IOException {
    try {
      out.writeRecord(fields.toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (file) { // the writer does not close it if there is no room for what it still holds
      out.close();
    }
  }

  private String field(AnswerColumn column, Cell cell) {
    return switch (cell) {
      case Cell.Empty _ -> missing;
      case Cell.Text(String value) -> column.isText() ? defused(value) : value;
      case Cell.Json(String value) -> defused(value);
      case Cell.Whole _, Cell.Exact _, Cell.Fraction _, Cell.Truth _, Cell.Day _, Cell.Moment _ ->
          Cell.text(cell);
    };
  }

  private String defused(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return escapeFormulas && formula ? "'" + text : text;
  }

  /// Which fields are quoted in addition to those that have to be.
  private static final class Quotes implements QuoteStrategy {
    @Override
    public boolean quoteEmpty(int line, int column) {
      return true;
    }

    @Override
    public boolean quoteValue(int line, int column, String value) {
      return isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1));
    }

    /// Some readers strip blanks from fields that are not quoted. Others take U+FEFF for the mark
    /// of the file's encoding.
    private static boolean isBlank(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
  }
}
