package dev.offload.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Format;
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
  void pageTellsThatThereAreMoreRows() throws Exception {
    String[] rows =
        IntStream.range(0, 300).mapToObj(i -> "['r%d', %d]".formatted(i, i)).toArray(String[]::new);

    String html = page(null, List.of(REGION, TOTAL), rows);

    assertThat(html)
        .contains("The chart shows the first 40 of 300 rows.")
        .contains("The first 100 of 300 rows. All of them are in report.csv.");
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
            List.of(Format.HTML, Format.CSV),
            Instant.parse("2026-11-22T10:00:00Z"))
        .html();
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
