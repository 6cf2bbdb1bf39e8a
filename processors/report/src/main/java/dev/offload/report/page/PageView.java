package dev.offload.report.page;

import dev.offload.report.chart.Drawing;
import dev.offload.report.shown.Numbers;
import java.util.List;
import java.util.Locale;

/// What the template shows. Everything is text.
///
/// @param chartTitle null if it has none
/// @param drawing null if there is nothing to draw
/// @param chartNote null if the chart shows all rows
/// @param more null if all rows are shown
record PageView(
    String title,
    String chartTitle,
    Drawing drawing,
    String chartNote,
    String rows,
    List<Heading> headings,
    List<List<Field>> shown,
    String more,
    List<Source> sources,
    String query,
    String builtAt) {

  private static final long KIB = 1024;

  /// @param side the CSS class of its cells: `number` or `text`
  record Heading(String name, String side) {}

  record Field(String text, String side) {}

  record Source(String table, String file, String size) {
    static Source of(ReportPage.NamedTable origin) {
      return new Source(origin.table(), origin.file(), readable(origin.size()));
    }

    private static String readable(long bytes) {
      if (bytes < KIB) {
        return bytes + " bytes";
      }
      return bytes < KIB * KIB
          ? Numbers.grouped(bytes / KIB) + " KiB"
          : String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (KIB * KIB));
    }
  }
}
