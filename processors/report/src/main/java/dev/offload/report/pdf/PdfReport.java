package dev.offload.report.pdf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.chart.Charts;
import dev.offload.report.chart.Drawing;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.shown.Values;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.openpdf.text.Document;
import org.openpdf.text.Image;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/// A report as a PDF, written page by page: only the rows of the page in the making are in
/// memory.
///
/// A table is begun, gets its rows one after the other, and is ended.
public final class PdfReport {
  private static final float BOTTOM_MARGIN = 56;
  private static final float TITLE = 20;
  private static final float CAPTION = 10;
  private static final float TEXT = 9;
  private static final float GAP = 6;
  private static final float LINE = 1.35f;
  private static final float LARGEST_CHART = 0.62f;

  private final Document document;
  private final PdfWriter writer;
  private final Letters letters;
  private final String title;
  private PdfTable table;
  private List<Column> columns = List.of();

  public PdfReport(OutputStream out, String title, Letters letters) {
    this.title = title;
    this.letters = letters;
    this.document = new Document();
    this.writer = PdfWriter.getInstance(document, out);
    this.writer.setPageEvent(new PageFooter(title, letters));
    this.document.addTitle(title);
    this.document.addCreator("Offload");
    this.document.addCreationDate();
  }

  /// A table, and the chart above it.
  ///
  /// @param lead the line beneath the title
  /// @param chartTitle null if it has none
  /// @param chartNote null if there is nothing to say about the chart
  /// @param sample rows by which the columns get their widths
  public record Table(
      String lead,
      String chartTitle,
      Optional<Charts.Drawn> chart,
      String chartNote,
      List<Column> columns,
      List<List<JsonNode>> sample) {}

  /// Begins a table on a page of its own.
  public void begin(Table begun) throws IOException, UnfitReport {
    Columns widths = Columns.of(begun.columns, begun.sample, letters);
    document.setPageSize(widths.page());
    document.setMargins(Columns.MARGIN, Columns.MARGIN, Columns.MARGIN, BOTTOM_MARGIN);
    document.open();
    add(title, TITLE, true, Colours.INK, 0);
    add(begun.lead, TEXT, false, Colours.SOFT, 3);
    add(" ", GAP, false, Colours.SOFT, 0);
    if (begun.chart.isPresent()) {
      add(begun.chart.get().drawing(), begun.chartTitle, begun.chartNote, widths.room());
    }
    columns = begun.columns;
    table = new PdfTable(document, begun.columns, widths, letters);
  }

  /// Adds a row.
  public void row(List<JsonNode> cells) throws IOException {
    String[] texts = new String[columns.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Values.text(cells.get(i), columns.get(i));
    }
    table.add(texts);
  }

  /// Ends the table.
  ///
  /// @param note what is to be said beneath it; null if nothing is
  public void end(String note) throws IOException {
    table.end();
    if (note != null) {
      add(note, TEXT, false, Colours.SOFT, 0);
    }
    if (letters.areLacking()) {
      add(
          "□ stands for a character that is in none of the fonts of this report.",
          TEXT,
          false,
          Colours.SOFT,
          0);
    }
  }

  /// Writes what comes after the last page. The stream is closed by its owner.
  public void finish() {
    document.close();
  }

  private void add(Drawing drawing, String caption, String note, float width) throws IOException {
    if (caption != null) {
      add(caption, CAPTION, true, Colours.INK, 0);
    }
    if (!drawing.legend().isEmpty()) {
      Paragraph legend = new Paragraph();
      legend.setFont(letters.font(TEXT));
      legend.setLeading(TEXT * LINE);
      for (int i = 0; i < drawing.legend().size(); i++) {
        legend.add(letters.phrase("■ ", TEXT, false, Colours.series(i)));
        legend.add(letters.phrase(drawing.legend().get(i) + "    ", TEXT, false, Colours.SOFT));
      }
      document.add(legend);
    }
    float mostHeight = LARGEST_CHART * (document.top() - document.bottom());
    float scale = Math.min(width / drawing.width(), mostHeight / drawing.height());
    PdfTemplate picture =
        writer.getDirectContent().createTemplate(drawing.width() * scale, drawing.height() * scale);
    new ChartPainter(picture, drawing, scale, letters).paint();
    Image image = Image.getInstance(picture);
    image.setAlt(drawing.summary());
    document.add(image);
    if (note != null) {
      add(note, TEXT, false, Colours.SOFT, 0);
    }
    add(" ", TEXT, false, Colours.SOFT, 0);
  }

  /// The room before a text is a part of its line: the library would put a blank into spacing.
  private void add(String text, float size, boolean bold, Color colour, float before)
      throws IOException {
    Phrase phrase = letters.phrase(text, size, bold, colour);
    Paragraph paragraph = new Paragraph(phrase);
    paragraph.setFont(letters.font(size));
    paragraph.setLeading(size * LINE + before);
    document.add(paragraph);
  }
}
