package dev.offload.report.query;

import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// An XLSX file that is written row by row. Rows that do not fit into a sheet are in the next
/// one. Text is always text: no cell is a formula.
///
/// Excel keeps 15 digits of a number and milliseconds of a time. Whatever has more is written
/// as text, so that nothing is lost.
final class XlsxFile implements RowWriter {
  /// How many rows a sheet can have beneath its header.
  static final int ROWS_OF_A_SHEET = 1_048_575;

  private static final int MAX_TEXT = 32_767;
  private static final int MAX_DIGITS = 15;
  private static final long LARGEST_WHOLE = 999_999_999_999_999L;
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
  private static final int FLUSH_EVERY = 1_000;
  private static final int WIDEST = 40;
  private static final int MOST_YEAR = 9999;

  /// More decimals than these may not fit into the column's width.
  private static final int MOST_DECIMALS = 4;

  private final OutputStream out;
  private final Workbook workbook;
  private final List<AnswerColumn> columns;
  private final int rowsOfASheet;
  private Worksheet sheet;
  private int sheets = 1;
  private int row = 1;

  private XlsxFile(OutputStream out, List<AnswerColumn> columns, int rowsOfASheet) {
    this.out = out;
    this.columns = columns;
    this.rowsOfASheet = rowsOfASheet;
    this.workbook = new Workbook(out, "Offload", null);
    this.sheet = workbook.newWorksheet("Report");
  }

  /// @param rowsOfASheet how many rows a sheet takes beneath its header
  static XlsxFile create(Path file, List<AnswerColumn> columns, long maxSize, int rowsOfASheet)
      throws IOException, UnfitReport {
    XlsxFile xlsx = new XlsxFile(LimitedFile.create(file, maxSize), columns, rowsOfASheet);
    xlsx.writeHeader();
    return xlsx;
  }

  @Override
  public void write(List<Cell> cells) throws IOException, UnfitReport {
    if (row > rowsOfASheet) {
      beginSheet();
    }
    for (int i = 0; i < cells.size(); i++) {
      write(i, cells.get(i));
    }
    row++;
    if (row % FLUSH_EVERY == 0) {
      sheet.flush();
    }
  }

  @Override
  public void finish() throws IOException {
    workbook.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void beginSheet() throws IOException, UnfitReport {
    sheet.finish();
    sheets++;
    sheet = workbook.newWorksheet("Report " + sheets);
    row = 1;
    writeHeader();
  }

  private void writeHeader() throws UnfitReport {
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).column().name();
      text(i, name, 0);
      sheet.style(0, i).bold().set();
      sheet.width(i, Math.clamp(name.length() + 2, width(columns.get(i).kind()), WIDEST));
    }
    sheet.freezePane(0, 1);
  }

  /// Wide enough for the longest value. A number or date that does not fit is shown as `####`.
  private static int width(AnswerColumn.Kind kind) {
    return switch (kind) {
      case WHOLE, FRACTION, SMALL_FRACTION -> 18;
      case EXACT -> 22;
      case MOMENT -> 26;
      case TRUTH, DAY, TEXT, JSON -> 12;
    };
  }

  private void write(int column, Cell cell) throws UnfitReport {
    switch (cell) {
      case Cell.Empty _ -> {
        // The cell stays empty.
      }
      case Cell.Text(String value) -> text(column, value, row);
      case Cell.Json(String value) -> text(column, value, row);
      case Cell.Whole(long value) -> {
        if (value >= -LARGEST_WHOLE && value <= LARGEST_WHOLE) {
          sheet.value(row, column, value);
        } else {
          text(column, Cell.text(cell), row);
        }
      }
      case Cell.Exact(BigDecimal value) -> {
        BigDecimal shortest = withoutLastZeros(value);
        if (shortest.precision() <= MAX_DIGITS) {
          sheet.value(row, column, shortest);
          if (value.scale() > 0 && value.scale() <= MOST_DECIMALS) {
            sheet.style(row, column).format(decimals(value.scale())).set();
          }
        } else {
          text(column, Cell.text(cell), row);
        }
      }
      case Cell.Fraction(double value) -> {
        if (value == 0 || Math.abs(value) >= Double.MIN_NORMAL) {
          sheet.value(row, column, value);
        } else {
          text(column, Cell.text(cell), row); // Excel reads it as zero
        }
      }
      case Cell.Truth(boolean value) -> sheet.value(row, column, value);
      case Cell.Day(LocalDate value, String text) -> {
        if (isDay(value)) {
          sheet.value(row, column, value);
          sheet.style(row, column).format("yyyy-mm-dd").set();
        } else {
          text(column, text, row);
        }
      }
      case Cell.Moment(LocalDateTime value, String text) -> {
        if (isDay(value.toLocalDate()) && value.truncatedTo(ChronoUnit.MILLIS).equals(value)) {
          sheet.value(row, column, value);
          String fraction = value.truncatedTo(ChronoUnit.SECONDS).equals(value) ? "" : ".000";
          sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss" + fraction).set();
        } else {
          text(column, text, row);
        }
      }
    }
  }

  /// A number format with as many decimals as the column has, and groups of thousands.
  private static String decimals(int scale) {
    return "#,##0." + "0".repeat(scale);
  }

  /// Zeros at the end of the decimals may be lost: 1.50 is 1.5. Whole numbers keep theirs.
  private static BigDecimal withoutLastZeros(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static boolean isDay(LocalDate value) {
    return !value.isBefore(FIRST_DAY) && value.getYear() <= MOST_YEAR;
  }

  private void text(int column, String value, int at) throws UnfitReport {
    if (value.length() > MAX_TEXT) {
      throw new UnfitReport(
          Reason.OUTPUT,
          "column %s has a text of %,d characters; a cell of an XLSX sheet holds %,d: ask for CSV"
              .formatted(columns.get(column).column().name(), value.length(), MAX_TEXT));
    }
    if (XlsxText.isEscaped(value)) {
      // All readers decode escapes in shared texts only.
      sheet.value(at, column, XlsxText.escaped(value));
    } else if (XlsxText.hasBlankEnd(value)) {
      // Blanks at the ends of a rich text are kept.
      sheet.inlineString(at, column, RichText.builder().run(value).end().build());
    } else {
      // Such texts are not shared, because all shared texts would be kept in memory.
      sheet.inlineString(at, column, value);
    }
  }
}
