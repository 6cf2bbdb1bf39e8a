package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A CSV file as RFC 4180 has it: a header, commas, CRLF, UTF-8; a missing value is an empty field,
/// and an empty text is a quoted one. Where there is one column a missing value is quoted, too: an
/// empty line is no row to most readers.
///
/// A spreadsheet runs a field that begins like a formula. Where that is to be escaped, text (never
/// a number) that begins with one of `= + - @`, a tabulator or a line end gets an apostrophe before
/// it, as OWASP recommends.
final class CsvFile implements RowWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  /// A first field that begins like a comment is quoted, and what begins with this is quoted
  // anyway.
  private static final char NO_COMMENT = '\uFEFF';

  private final CsvWriter out;
  private final String missing;
  private final boolean escapeFormulas;

  private CsvFile(CsvWriter out, String missing, boolean escapeFormulas) {
    this.out = out;
    this.missing = missing;
    this.escapeFormulas = escapeFormulas;
  }

  static CsvFile create(Path file, List<AnswerColumn> columns, long maxSize, boolean escapeFormulas)
      throws IOException {
    CsvWriter out =
        CsvWriter.builder()
            .commentCharacter(NO_COMMENT)
            .quoteStrategy(new Quotes())
            .build(LimitedFile.create(file, maxSize), UTF_8);
    CsvFile csv = new CsvFile(out, columns.size() == 1 ? "" : null, escapeFormulas);
    csv.write(
        columns.stream().map(column -> (Cell) new Cell.Text(column.column().name())).toList());
    return csv;
  }

  @Override
  public void write(List<Cell> cells) throws IOException {
    try {
      out.writeRecord(cells.stream().map(this::field).toList());
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
    out.close();
  }

  private String field(Cell cell) {
    return switch (cell) {
      case Cell.Empty _ -> missing;
      case Cell.Text(String value) -> defused(value);
      case Cell.Whole _, Cell.Exact _, Cell.Fraction _, Cell.Truth _, Cell.Day _, Cell.Moment _ ->
          Cell.text(cell);
    };
  }

  private String defused(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return escapeFormulas && formula ? "'" + text : text;
  }

  /// What is quoted besides the fields that have to be.
  private static final class Quotes implements QuoteStrategy {
    @Override
    public boolean quoteEmpty(int line, int column) {
      return true;
    }

    @Override
    public boolean quoteValue(int line, int column, String value) {
      return isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1));
    }

    /// Some readers cut blanks off a field that is not quoted; others take a mark for one of the
    /// file's encoding.
    private static boolean isBlank(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
  }
}
