package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
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
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private final Writer out;
  private final boolean escapeFormulas;

  private CsvFile(Writer out, boolean escapeFormulas) {
    this.out = out;
    this.escapeFormulas = escapeFormulas;
  }

  static CsvFile create(Path file, List<AnswerColumn> columns, long maxSize, boolean escapeFormulas)
      throws IOException {
    Writer out =
        new BufferedWriter(new OutputStreamWriter(LimitedFile.create(file, maxSize), UTF_8));
    CsvFile csv = new CsvFile(out, escapeFormulas);
    csv.write(
        columns.stream().map(column -> (Cell) new Cell.Text(column.column().name())).toList());
    return csv;
  }

  @Override
  public void write(List<Cell> cells) throws IOException {
    String separator = "";
    if (cells.size() == 1 && cells.getFirst() instanceof Cell.Empty) {
      out.write("\"\"");
      out.write(LINE_END);
      return;
    }
    for (Cell cell : cells) {
      out.write(separator);
      out.write(field(cell));
      separator = ",";
    }
    out.write(LINE_END);
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
      case Cell.Text(String value) -> quoted(defused(value));
      case Cell.Empty _,
          Cell.Whole _,
          Cell.Exact _,
          Cell.Fraction _,
          Cell.Truth _,
          Cell.Day _,
          Cell.Moment _ ->
          Cell.text(cell);
    };
  }

  private String defused(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return escapeFormulas && formula ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0)
            && !isBlank(text.charAt(0))
            && !isBlank(text.charAt(text.length() - 1));
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /// Some readers cut blanks off a field that is not quoted; others take a mark for one of the
  /// file's encoding.
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }
}
