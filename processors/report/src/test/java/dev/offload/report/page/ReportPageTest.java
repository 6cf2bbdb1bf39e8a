package dev.offload.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Column REGION = new Column("region", "VARCHAR");
  private static final Column DAY = new Column("day", "DATE");
  private static final Column FRACTION = new Column("part", "DOUBLE");
  private static final Column TOTAL = new Column("total", "BIGINT");

  @Test
  void pageShowsTitleRowsAndOrigin() throws Exception {
    String html = page(null, List.of(REGION, TOTAL), "['north', 1234567]", "['south', null]");

    assertThat(html)
        .contains("<h1>Sales &lt;2026&gt;</h1>")
        .contains("2 rows · 22 November 2026, 10:00 UTC")
        .contains("<td class=\"number\">1,234,567</td>")
        .contains("sales: sales &amp; more.csv, 1.5 MiB")
        .contains("SELECT &#39;&lt;&#39;")
        .doesNotContain("The first");
  }

  @Test
  void pageIsTheSameInEveryLocale() throws Exception {
    String[] rows = {"['north', 1234567]", "['south', 1234567.5]"};
    List<Column> columns = List.of(REGION, FRACTION);
    String html = page(null, columns, rows);
    Locale before = Locale.getDefault();
    try {
      for (String locale : List.of("de-DE", "ar-EG", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(page(null, columns, rows)).isEqualTo(html);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cellsAreEscaped() throws Exception {
    String html =
        page(null, List.of(REGION, TOTAL), "['<script>alert(1)</script>{page.title}', 1]");

    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;").contains("{page.title}");
  }

  @Test
  void pageFetchesNothing() throws Exception {
    String html = page(null, List.of(REGION, TOTAL), "['north', 1]");

    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("http:")
        .doesNotContain("https:");
    assertThat(html).doesNotContainPattern("<(script|link|img|iframe)");
  }

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    ChartData data =
        data(null, List.of(REGION, TOTAL), "['north', 100]", "['south', 50]", "['east', null]");

    Drawing drawing = BarChart.draw(data);

    assertThat(drawing.bars()).hasSize(2);
    double north = Double.parseDouble(drawing.bars().get(0).width());
    double south = Double.parseDouble(drawing.bars().get(1).width());
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
    assertThat(Double.parseDouble(south.x()) + Double.parseDouble(south.width()))
        .isCloseTo(Double.parseDouble(north.x()), within(0.2));
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
    String[] points = drawing.curves().getFirst().path().split("[ML]", -1);
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

    assertThat(drawing.curves().getFirst().path()).containsPattern("^M[^L]*M[^L]*$");
  }

  @Test
  void pageTellsThatThereAreMoreRows() throws Exception {
    String[] rows =
        IntStream.range(0, 300).mapToObj(i -> "['r%d', %d]".formatted(i, i)).toArray(String[]::new);

    String html = page(null, List.of(REGION, TOTAL), rows);

    assertThat(html)
        .contains("The chart shows the first 40 of 300 rows.")
        .contains("The first 100 of 300 rows.");
  }

  @Test
  void answerWithoutNumbersHasNoChart() throws Exception {
    assertThat(page(null, List.of(REGION, DAY), "['north', '2026-01-01']")).doesNotContain("<svg");
    assertThat(page(null, List.of(REGION, TOTAL))).doesNotContain("<svg");
  }

  @Test
  void chartOfTextIsRefused() {
    ChartSpec wish = new ChartSpec(null, "total", List.of("region"), null);

    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> page(wish, List.of(REGION, TOTAL), "['north', 1]"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CHART));
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

    double north = Double.parseDouble(drawing.bars().get(0).width());
    double south = Double.parseDouble(drawing.bars().get(1).width());
    assertThat(north).isGreaterThan(100).isEqualTo(south);
    assertThat(drawing.labels())
        .extracting(Drawing.Label::text)
        .contains("1.00e+308", "-1.00e+308");
    String[] points = LineChart.draw(line).curves().getFirst().path().split("[ML ]", -1);
    assertThat(Double.parseDouble(points[5]) - Double.parseDouble(points[3]))
        .isCloseTo(Double.parseDouble(points[3]) - Double.parseDouble(points[1]), within(0.2));
    assertThat(List.of(points)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void smallestNumbersAreDrawn() throws Exception {
    Drawing drawing =
        BarChart.draw(data(null, List.of(REGION, FRACTION), "['a', 4.9e-324]", "['b', 1e-12]"));

    assertThat(drawing.bars()).extracting(Drawing.Bar::width).doesNotContain("NaN", "Infinity");
    assertThat(drawing.labels()).extracting(Drawing.Label::text).contains("1.00e-12");
  }

  @Test
  void decimalsAreShownInFullAndFractionsToTenDigits() throws Exception {
    String html =
        page(
            null,
            List.of(new Column("rate", "DECIMAL(18,4)"), FRACTION),
            "[1234.0837, 0.30000000000000004]",
            "[0.5, 1.0837]");

    assertThat(html)
        .contains(">1,234.0837<")
        .contains(">0.5<")
        .contains(">0.3<")
        .contains(">1.0837<");
  }

  private static String page(ChartSpec chart, List<Column> columns, String... rows)
      throws UnfitReport {
    return new ReportPage(
            "Sales <2026>",
            chart,
            rows.length,
            columns,
            rows(rows),
            List.of(new ReportPage.NamedTable("sales", "sales & more.csv", 1_572_864)),
            "SELECT '<'",
            Instant.parse("2026-11-22T10:00:00Z"))
        .html();
  }

  private static ChartData data(ChartSpec chart, List<Column> columns, String... rows)
      throws UnfitReport {
    return ChartData.of(chart, columns, rows(rows)).orElseThrow();
  }

  private static List<List<JsonNode>> rows(String... rows) {
    return List.of(rows).stream().map(ReportPageTest::row).toList();
  }

  private static List<JsonNode> row(String json) {
    try {
      return List.copyOf(Json.MAPPER.readTree(json.replace('\'', '"')).valueStream().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
