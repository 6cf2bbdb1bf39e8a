package dev.offload.report.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/// The title and `page x of y` beneath each page. The number of pages is known at the end only,
/// so each page shows the same small picture, which is painted then.
final class PageFooter extends PdfPageEventHelper {
  private static final float SIZE = 8;
  private static final float HEIGHT = 22;
  private static final float BLANK = 2.5f;
  private static final float ROOM_FOR_TOTAL = 24;
  private static final float ROOM_FOR_PAGE = 100;

  private final String title;
  private final Letters letters;
  private PdfTemplate total;

  PageFooter(String title, Letters letters) {
    this.title = title.replace('\n', ' ');
    this.letters = letters;
  }

  @Override
  public void onOpenDocument(PdfWriter writer, Document document) {
    total = writer.getDirectContent().createTemplate(ROOM_FOR_TOTAL, SIZE * 2);
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    float y = document.bottom() - HEIGHT;
    float room = document.right() - document.left() - ROOM_FOR_PAGE;
    show(writer, Element.ALIGN_LEFT, cut(room), document.left(), y);
    float right = document.right() - ROOM_FOR_TOTAL;
    show(writer, Element.ALIGN_RIGHT, "page %d of".formatted(writer.getPageNumber()), right, y);
    writer.getDirectContent().addTemplate(total, right + BLANK, y - SIZE / 2);
  }

  @Override
  public void onCloseDocument(PdfWriter writer, Document document) {
    Phrase pages = phrase(Integer.toString(writer.getPageNumber() - 1));
    ColumnText.showTextAligned(total, Element.ALIGN_LEFT, pages, 0, SIZE / 2, 0);
  }

  private void show(PdfWriter writer, int alignment, String text, float x, float y) {
    ColumnText.showTextAligned(writer.getDirectContent(), alignment, phrase(text), x, y, 0);
  }

  /// As much of the title as there is room for.
  private String cut(float room) {
    try {
      String shown = title;
      while (letters.width(shown, SIZE, false) > room) {
        int end = shown.offsetByCodePoints(shown.length(), shown.endsWith("…") ? -2 : -1);
        shown = shown.substring(0, end) + "…";
      }
      return shown;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Phrase phrase(String text) {
    try {
      return letters.phrase(text, SIZE, false, Colours.SOFT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
