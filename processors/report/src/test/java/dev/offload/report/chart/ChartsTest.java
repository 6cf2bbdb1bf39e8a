package dev.offload.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static final Column REGION = new Column("region", "VARCHAR");
  private static final Column DAY = new Column("day", "DATE");
  private static final Column FRACTION = new Column("part", "DOUBLE");
  private static final Column TOTAL = new Column("total", "BIGINT");

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    ChartData data =
        data(null, List.of(REGION, TOTAL), "['north', 100]", "['south', 50]", "['east', null]");

    Drawing drawing = BarChart.draw(data);

    assertThat(drawing.bars()).hasSize(2);
    double north = drawing.bars().get(0).width();
    double south = drawing.bars().get(1).width();
    assertThat(north / south).isBetween(1.99, 2.01);
    assertThat(drawing.labels()).extracting(Drawing.Label::text).contains("north", "east", "100");
    assertThat(drawing.legend()).isEmpty();
  }

  @Test
  void negativeBarsEndAtZero() throws Exception {
    Drawing drawing =
        BarChart.draw(data(null, List.of(REGION, TOTAL), "['north', 100]", "['south', -100]"));

    Drawing.Bar north = drawing.bars().get(0);
    Drawing.Bar south = drawing.bars().get(1);
    assertThat(south.x() + south.width()).isCloseTo(north.x(), within(0.2));
  }

  @Test
  void datesAreSpacedByTheirDistance() throws Exception {
    ChartData data =
        data(
            null,
            List.of(DAY, TOTAL),
            "['2026-01-01', 0]",
            "['2026-01-02', 5]",
            "['2026-01-05', 9]");

    Drawing drawing = LineChart.draw(data);

    assertThat(data.type()).isEqualTo(ChartSpec.Type.LINE);
    String[] points = drawing.curves().getFirst().outline().svg().split("[ML]", -1);
    double first = Double.parseDouble(points[1].split(" ", -1)[0]);
    double second = Double.parseDouble(points[2].split(" ", -1)[0]);
    double third = Double.parseDouble(points[3].split(" ", -1)[0]);
    assertThat((third - first) / (second - first)).isBetween(3.98, 4.02);
  }

  @Test
  void lineHasAGapWhereAValueIsMissing() throws Exception {
    Drawing drawing =
        LineChart.draw(
            data(
                null,
                List.of(DAY, TOTAL),
                "['2026-01-01', 1]",
                "['2026-01-02', null]",
                "['2026-01-03', 2]"));

    assertThat(drawing.curves().getFirst().outline().svg()).containsPattern("^M[^M]*M[^M]*$");
  }

  @Test
  void scaleBeginsAndEndsAtRoundNumbers() {
    Scale scale = Scale.around(List.of(-3.0, 97.0), 5);

    assertThat(scale.ticks()).containsExactly(-20.0, 0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(scale.label(1_000.0)).isEqualTo("1,000");
    assertThat(Scale.around(List.of(0.0), 5).ticks()).hasSize(6);
    assertThat(Scale.around(List.of(0.03), 5).label(0.01)).isEqualTo("0.01");
  }

  @Test
  void axisOfNeighbouringNumbersHasFewSteps() {
    for (double low : new double[] {739.1615159426927, -739.1615159426927, 1e-308, 1e300, 0.1}) {
      assertThat(Scale.over(List.of(low, Math.nextUp(low)), 5).ticks()).hasSizeBetween(2, 20);
    }
  }

  @Test
  void largestNumbersAreDrawnAtTheirPositions() throws Exception {
    ChartData bars =
        data(null, List.of(REGION, FRACTION), "['north', 1e308]", "['south', -1e308]", "['e', 0]");
    ChartData line =
        data(
            new ChartSpec(ChartSpec.Type.LINE, "part", List.of("part"), null),
            List.of(FRACTION),
            "[-1.7e308]",
            "[0]",
            "[1.7e308]");

    Drawing drawing = BarChart.draw(bars);

    double north = drawing.bars().get(0).width();
    double south = drawing.bars().get(1).width();
    assertThat(north).isGreaterThan(100).isEqualTo(south);
    assertThat(drawing.labels())
        .extracting(Drawing.Label::text)
        .contains("1.00e+308", "-1.00e+308");
    String[] points = LineChart.draw(line).curves().getFirst().outline().svg().split("[ML ]", -1);
    assertThat(Double.parseDouble(points[5]) - Double.parseDouble(points[3]))
        .isCloseTo(Double.parseDouble(points[3]) - Double.parseDouble(points[1]), within(0.2));
    assertThat(List.of(points)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void smallestNumbersAreDrawn() throws Exception {
    Drawing drawing =
        BarChart.draw(data(null, List.of(REGION, FRACTION), "['a', 4.9e-324]", "['b', 1e-12]"));

    assertThat(drawing.bars())
        .extracting(Drawing.Bar::width)
        .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(drawing.labels()).extracting(Drawing.Label::text).contains("1.00e-12");
  }

  @Test
  void areaReachesFromItsLineToZero() throws Exception {
    ChartSpec wish = new ChartSpec(ChartSpec.Type.AREA, "day", List.of("total"), null);
    Drawing drawing =
        LineChart.draw(data(wish, List.of(DAY, TOTAL), "['2026-01-01', 0]", "['2026-01-02', 10]"));

    Outline area = drawing.areas().getFirst().outline();
    double zero =
        drawing.lines().stream().filter(Drawing.Line::zero).findFirst().orElseThrow().y1();
    assertThat(drawing.curves()).hasSize(1);
    assertThat(area.svg()).startsWith("M").endsWith("%s %sZ".formatted(914.0, zero));
  }

  @Test
  void slicesAreAsLargeAsTheirPartsAndTheOthersAreOne() throws Exception {
    ChartSpec wish = new ChartSpec(ChartSpec.Type.PIE, "region", List.of("total"), null);
    String[] rows =
        IntStream.range(0, 20).mapToObj(i -> "['r%d', 10]".formatted(i)).toArray(String[]::new);

    Drawing pie = Charts.draw(wish, List.of(REGION, TOTAL), rows(rows)).orElseThrow().drawing();

    assertThat(pie.areas()).hasSize(12);
    assertThat(pie.labels())
        .extracting(Drawing.Label::text)
        .contains("r0", "5.0 %", "9 others", "45.0 %")
        .doesNotContain("r11");
    // The slice of half of the whole ends where the first one begins: at the top.
    Drawing half =
        Charts.draw(wish, List.of(REGION, TOTAL), rows("['a', 5]", "['b', 5]", "['c', null]"))
            .orElseThrow()
            .drawing();
    assertThat(half.areas()).hasSize(2);
    assertThat(half.areas().getFirst().outline().pieces().getFirst())
        .isEqualTo(new Outline.Move(160, 10));
  }

  @Test
  void chartThatCannotBeDrawnIsRefused() {
    ChartSpec pie = new ChartSpec(ChartSpec.Type.PIE, "region", List.of("total"), null);
    ChartSpec scatter = new ChartSpec(ChartSpec.Type.SCATTER, "region", List.of("total"), null);

    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> Charts.draw(pie, List.of(REGION, TOTAL), rows("['a', -1]")))
        .withMessageContaining("negative");
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> Charts.draw(scatter, List.of(REGION, TOTAL), rows("['a', 1]")))
        .withMessageContaining("column region is of type VARCHAR");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChartSpec(ChartSpec.Type.PIE, "a", List.of("b", "c"), null))
        .withMessageContaining("one y");
  }

  @Test
  void dotsAreAtTheirPlacesAndAxesNeedNotBeginAtZero() throws Exception {
    ChartSpec wish = new ChartSpec(ChartSpec.Type.SCATTER, "part", List.of("total"), null);

    Drawing drawing =
        Charts.draw(
                wish,
                List.of(FRACTION, TOTAL),
                rows("[2000, 500]", "[2010, 510]", "[2020, 520]", "[null, 515]", "[2015, null]"))
            .orElseThrow()
            .drawing();

    List<Outline.Piece> dots = drawing.curves().getFirst().outline().pieces();
    assertThat(dots).filteredOn(Outline.Move.class::isInstance).hasSize(3);
    Outline.Move first = (Outline.Move) dots.get(0);
    Outline.Move second = (Outline.Move) dots.get(2);
    Outline.Move third = (Outline.Move) dots.get(4);
    assertThat(second.x() - first.x()).isCloseTo(third.x() - second.x(), within(0.2));
    assertThat(first.y() - second.y()).isCloseTo(second.y() - third.y(), within(0.2));
    assertThat(drawing.labels()).extracting(Drawing.Label::text).contains("2,000", "500");
    assertThat(drawing.labels()).extracting(Drawing.Label::text).doesNotContain("0");
  }

  @Test
  void datesBeneathDotsAreWholeDays() throws Exception {
    ChartSpec wish = new ChartSpec(ChartSpec.Type.SCATTER, "day", List.of("total"), null);

    Drawing drawing =
        Charts.draw(wish, List.of(DAY, TOTAL), rows("['2026-01-01', 1]", "['2026-01-11', 2]"))
            .orElseThrow()
            .drawing();

    assertThat(drawing.labels())
        .extracting(Drawing.Label::text)
        .contains("2026-01-01", "2026-01-03", "2026-01-11");
  }

  private static ChartData data(ChartSpec chart, List<Column> columns, String... rows)
      throws UnfitReport {
    return ChartData.of(chart, columns, rows(rows)).orElseThrow();
  }

  private static List<List<JsonNode>> rows(String... rows) {
    return List.of(rows).stream().map(ChartsTest::row).toList();
  }

  private static List<JsonNode> row(String json) {
    try {
      return List.copyOf(Json.MAPPER.readTree(json.replace('\'', '"')).valueStream().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
