package dev.offload.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.chart.Charts;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.shown.Notes;
import dev.offload.report.shown.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report as a page: title, chart, first rows, sources and query.
///
/// @param chart if null, it depends on the columns
/// @param rows how many rows the answer has
/// @param head the first rows
/// @param formats those of the report's files
/// @param builtAt when the report was made
public record ReportPage(
    String title,
    ChartSpec chart,
    long rows,
    List<Column> columns,
    List<List<JsonNode>> head,
    List<NamedTable> origins,
    String query,
    List<Format> formats,
    Instant builtAt) {

  /// A source, and the file it was read from.
  public record NamedTable(String table, String file, long size) {}

  private static final int ROWS_SHOWN = 100;

  /// The page's HTML. It is complete in itself, and makes a browser fetch nothing.
  public String html() throws UnfitReport {
    return PageTemplate.render(view());
  }

  private PageView view() throws UnfitReport {
    Optional<Charts.Drawn> drawn = Charts.draw(chart, columns, head);
    return new PageView(
        title,
        chart == null ? null : chart.title(),
        drawn.map(Charts.Drawn::drawing).orElse(null),
        drawn.flatMap(shown -> Notes.chart(shown.rows(), rows)).orElse(null),
        Notes.rows(rows),
        columns.stream().map(column -> new PageView.Heading(column.name(), side(column))).toList(),
        head.stream().limit(ROWS_SHOWN).map(this::cells).toList(),
        Notes.rows(Math.min(ROWS_SHOWN, head.size()), rows, formats).orElse(null),
        origins.stream().map(PageView.Source::of).toList(),
        query.strip(),
        Notes.time(builtAt));
  }

  private List<PageView.Field> cells(List<JsonNode> row) {
    List<PageView.Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      fields.add(new PageView.Field(Values.text(row.get(i), columns.get(i)), side(columns.get(i))));
    }
    return fields;
  }

  private static String side(Column column) {
    return column.isNumber() ? "number" : "text";
  }
}
