package dev.offload.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.UnfitReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report as a page: title, chart, first rows, sources and query.
///
/// @param chart if null, it depends on the columns
/// @param rows how many rows the answer has
/// @param head the first rows
/// @param builtAt when the page was made
public record ReportPage(
    String title,
    ChartSpec chart,
    long rows,
    List<Column> columns,
    List<List<JsonNode>> head,
    List<NamedTable> origins,
    String query,
    Instant builtAt) {

  /// A source, and the file it was read from.
  public record NamedTable(String table, String file, long size) {}

  private static final int ROWS_SHOWN = 100;

  /// The page's HTML. It is complete in itself, and makes a browser fetch nothing.
  public String html() throws UnfitReport {
    return PageTemplate.render(view());
  }

  private PageView view() throws UnfitReport {
    Optional<ChartData> data = ChartData.of(chart, columns, head);
    return new PageView(
        title,
        chart == null ? null : chart.title(),
        data.map(ReportPage::drawing).orElse(null),
        data.filter(charted -> charted.labels().size() < rows)
            .map(charted -> Numbers.grouped(charted.labels().size()))
            .orElse(null),
        Numbers.grouped(rows),
        rows == 1 ? "row" : "rows",
        columns.stream().map(column -> new PageView.Heading(column.name(), side(column))).toList(),
        head.stream().limit(ROWS_SHOWN).map(this::cells).toList(),
        Numbers.grouped(Math.min(ROWS_SHOWN, head.size())),
        rows > Math.min(ROWS_SHOWN, head.size()),
        origins.stream().map(PageView.Source::of).toList(),
        query.strip(),
        PageView.time(builtAt));
  }

  private List<PageView.Field> cells(List<JsonNode> row) {
    List<PageView.Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      fields.add(new PageView.Field(text(row.get(i), columns.get(i)), side(columns.get(i))));
    }
    return fields;
  }

  private static Drawing drawing(ChartData data) {
    return switch (data.type()) {
      case BAR -> BarChart.draw(data);
      case LINE -> LineChart.draw(data);
    };
  }

  private static String side(Column column) {
    return column.isNumber() ? "number" : "text";
  }

  /// The text of a cell. Numbers are grouped by thousands, and inexact fractions have ten
  /// digits.
  private static String text(JsonNode cell, Column column) {
    if (cell.isNull()) {
      return "";
    }
    if (cell.isIntegralNumber()) {
      return Numbers.grouped(cell.decimalValue());
    }
    if (!cell.isFloatingPointNumber()) {
      return cell.asText();
    }
    return column.isDecimal()
        ? Numbers.grouped(cell.decimalValue())
        : Numbers.precise(cell.asDouble());
  }
}
