package dev.offload.report.pdf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.shown.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.PageSize;
import org.openpdf.text.Rectangle;

/// How wide the columns of a table are, and the page that they fit on.
///
/// @param page A4, in the direction in which the columns fit
/// @param widths of the columns; together as wide as the page without its margins
/// @param size of the letters
record Columns(Rectangle page, List<Float> widths, float size) {
  static final int MOST = 24;
  static final float MARGIN = 42;
  static final float PADDING = 5;
  private static final float WIDEST = 230;
  private static final float NARROWEST = 20;
  private static final float LETTERS = 8.5f;
  private static final float SMALL_LETTERS = 6;
  private static final int MANY = 12;

  /// @param sample the rows that are looked at
  static Columns of(List<Column> columns, List<List<JsonNode>> sample, Letters letters)
      throws IOException, UnfitReport {
    if (columns.size() > MOST) {
      throw new UnfitReport(
          Reason.COLUMNS,
          "the answer has %,d columns; a PDF shows %d: ask for another format"
              .formatted(columns.size(), MOST));
    }
    float size = columns.size() > MANY ? SMALL_LETTERS : LETTERS;
    float[] wanted = new float[columns.size()];
    for (int i = 0; i < wanted.length; i++) {
      Column column = columns.get(i);
      float widest = letters.width(column.name(), size, true);
      for (List<JsonNode> row : sample) {
        widest = Math.max(widest, letters.width(Values.text(row.get(i), column), size, false));
      }
      // Half a point for what rounding takes.
      wanted[i] = Math.clamp(widest + 2 * PADDING + 0.5f, NARROWEST, WIDEST);
    }
    Rectangle portrait = PageSize.A4;
    Rectangle page =
        sum(wanted) <= room(portrait)
            ? portrait
            : new Rectangle(portrait.getHeight(), portrait.getWidth());
    return new Columns(page, fitted(wanted, columns, room(page)), size);
  }

  /// The widths as the library takes them.
  float[] array() {
    float[] array = new float[widths.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = widths.get(i);
    }
    return array;
  }

  float room() {
    return room(page);
  }

  private static float room(Rectangle page) {
    return page.getWidth() - 2 * MARGIN;
  }

  /// Makes the columns as wide as the room. If there is too little, texts give way before numbers
  /// do, and wide columns before narrow ones.
  private static List<Float> fitted(float[] wanted, List<Column> columns, float room) {
    float[] fitted = wanted.clone();
    if (sum(fitted) > room) {
      boolean[] numbers = new boolean[fitted.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = columns.get(i).isNumber() || columns.get(i).isTime();
      }
      shrink(fitted, numbers, false, room);
      shrink(fitted, numbers, true, room);
    }
    float factor = room / sum(fitted);
    List<Float> widths = new ArrayList<>();
    for (float width : fitted) {
      widths.add(width * factor);
    }
    return widths;
  }

  /// Cuts the widest columns of a kind, as far as that helps.
  private static void shrink(float[] widths, boolean[] numbers, boolean kind, float room) {
    for (float limit = WIDEST; limit > NARROWEST && sum(widths) > room; limit--) {
      for (int i = 0; i < widths.length; i++) {
        if (numbers[i] == kind) {
          widths[i] = Math.min(widths[i], Math.max(limit, kind ? NARROWEST : 2 * NARROWEST));
        }
      }
    }
  }

  private static float sum(float[] widths) {
    double sum = 0;
    for (float width : widths) {
      sum += width;
    }
    return (float) sum;
  }
}
