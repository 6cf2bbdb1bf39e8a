package dev.offload.report.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.UnfitReport;
import java.util.List;
import java.util.Optional;

/// Draws charts.
public final class Charts {
  private Charts() {}

  /// A chart that is drawn.
  ///
  /// @param rows how many rows it shows
  public record Drawn(Drawing drawing, int rows) {}

  /// The chart that `spec` asks for, of the first rows of an answer. Without a `spec` it depends
  /// on the columns, and may be missing.
  public static Optional<Drawn> draw(
      ChartSpec spec, List<Column> columns, List<List<JsonNode>> rows) throws UnfitReport {
    Optional<ChartData> data = ChartData.of(spec, columns, rows);
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(new Drawn(drawing(data.get()), data.get().labels().size()));
  }

  private static Drawing drawing(ChartData data) throws UnfitReport {
    return switch (data.type()) {
      case BAR -> BarChart.draw(data);
      case LINE, AREA -> LineChart.draw(data);
      case PIE -> PieChart.draw(data);
      case SCATTER -> ScatterChart.draw(data);
    };
  }
}
