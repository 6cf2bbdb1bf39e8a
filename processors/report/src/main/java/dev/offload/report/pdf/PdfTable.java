package dev.offload.report.pdf;

import dev.offload.report.protocol.Column;
import java.awt.Color;
import java.io.IOException;
import java.text.Bidi;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/// A table that breaks over pages and has its header on each of them.
final class PdfTable {
  private static final int FLUSH_EVERY = 100;
  private static final float LINE = 1.25f;

  /// In characters.
  private static final int LONGEST_NAME = 60;

  private static final float GRID = 0.5f;

  private final Document document;
  private final List<Column> columns;
  private final Columns widths;
  private final Letters letters;
  private final PdfPTable table;
  private long rows;

  PdfTable(Document document, List<Column> columns, Columns widths, Letters letters)
      throws IOException {
    this.document = document;
    this.columns = columns;
    this.widths = widths;
    this.letters = letters;
    this.table = new PdfPTable(widths.array());
    table.setTotalWidth(widths.array());
    table.setLockedWidth(true);
    table.setHorizontalAlignment(Element.ALIGN_LEFT);
    table.setSplitLate(true);
    table.setSplitRows(true);
    table.setComplete(false);
    table.setSpacingAfter(6);
    for (int i = 0; i < columns.size(); i++) {
      table.addCell(cell(shortened(columns.get(i).name()), i, true));
    }
    table.setHeaderRows(1);
  }

  void add(String[] texts) throws IOException {
    for (int i = 0; i < texts.length; i++) {
      table.addCell(cell(texts[i], i, false));
    }
    rows++;
    if (rows % FLUSH_EVERY == 0) {
      document.add(table);
    }
  }

  void end() {
    if (rows == 0) {
      table.setHeaderRows(0); // a table of headers alone would not be shown
    }
    table.setComplete(true);
    document.add(table);
  }

  /// A header that is higher than a page would leave no room for a table. An expression without a
  /// name has itself as its name.
  private static String shortened(String name) {
    String line = name.replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_NAME
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  private PdfPCell cell(String text, int column, boolean isHeader) throws IOException {
    Color colour = isHeader ? Colours.SOFT : Colours.INK;
    PdfPCell cell = new PdfPCell(letters.phrase(text, widths.size(), isHeader, colour));
    cell.setHorizontalAlignment(
        columns.get(column).isNumber() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
    cell.setVerticalAlignment(isHeader ? Element.ALIGN_BOTTOM : Element.ALIGN_TOP);
    cell.setLeading(0, LINE);
    cell.setUseAscender(true);
    cell.setUseDescender(true);
    cell.setPadding(Columns.PADDING);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderWidth(isHeader ? 2 * GRID : GRID);
    cell.setBorderColor(isHeader ? Colours.SOFT : Colours.FAINT);
    if (Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
      cell.setRunDirection(PdfWriter.RUN_DIRECTION_LTR);
    }
    return cell;
  }
}
