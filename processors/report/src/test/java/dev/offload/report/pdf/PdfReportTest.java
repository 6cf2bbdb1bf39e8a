package dev.offload.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.chart.Charts;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents as another library reads them.
class PdfReportTest {
  private static final Column REGION = new Column("region", "VARCHAR");
  private static final Column TOTAL = new Column("total", "BIGINT");

  /// A font with letters that Liberation Sans lacks, such as those of Armenian.
  private static final Path MORE_LETTERS =
      Path.of("../image/src/main/resources/dev/offload/image/operations/DejaVuSans.ttf");

  @TempDir Path directory;

  @Test
  void tableBreaksOverPagesWithItsHeaderAndTheirNumbers() throws Exception {
    List<List<JsonNode>> rows =
        IntStream.range(0, 300).mapToObj(i -> row("['row %d', %d]".formatted(i, i))).toList();

    try (PDDocument pdf = pdf(List.of(), null, List.of(REGION, TOTAL), rows)) {
      int pages = pdf.getNumberOfPages();
      assertThat(pages).isGreaterThan(5);
      List<String> shown = new ArrayList<>();
      for (int i = 1; i <= pages; i++) {
        String text = text(pdf, i);
        assertThat(text).contains("region total").contains("page %d of %d".formatted(i, pages));
        text.lines().filter(line -> line.startsWith("row ")).forEach(shown::add);
      }
      assertThat(shown)
          .containsExactlyElementsOf(
              IntStream.range(0, 300).mapToObj(i -> "row %d %d".formatted(i, i)).toList());
      assertThat(text(pdf, 1)).startsWith("Sales 2026").contains("300 rows · today");
      assertThat(text(pdf, pages)).contains("All of them are elsewhere.");
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Sales 2026");
    }
  }

  @Test
  void columnWithALongNameAndLargeNumbersIsShown() throws Exception {
    Column sum = new Column("sum(\n" + "pieces + ".repeat(600) + "0)", "HUGEINT");
    JsonNode large = Json.MAPPER.getNodeFactory().numberNode(new BigDecimal("12345678901"));

    try (PDDocument pdf = pdf(List.of(), null, List.of(sum), List.of(List.of(large)))) {
      assertThat(text(pdf, 1)).contains("sum( pieces + pieces", "…", "12,345,678,901");
    }
  }

  @Test
  void lettersOfSeveralScriptsAreShown() throws Exception {
    List<List<JsonNode>> rows =
        List.of(
            row("['Zürich, Łódź', 1]"),
            row("['Αθήνα', 2]"),
            row("['Москва, Київ', 3]"),
            row("['Երևան', 4]"),
            row("['two\\nlines\\tand\\u0007', 5]"));

    try (PDDocument pdf = pdf(List.of(MORE_LETTERS), null, List.of(REGION, TOTAL), rows)) {
      assertThat(text(pdf, 1))
          .contains("Zürich, Łódź", "Αθήνα", "Москва, Київ", "Երևան", "two", "lines and")
          .doesNotContain("□");
    }
    try (PDDocument pdf = pdf(List.of(), null, List.of(REGION, TOTAL), rows)) {
      assertThat(text(pdf, 1))
          .contains("Αθήνα", "□□□□□", "□ stands for a character")
          .doesNotContain("Երևան");
    }
  }

  @Test
  void chartIsMadeOfVectors() throws Exception {
    ChartSpec chart = new ChartSpec(null, "region", List.of("total"), "Amounts");

    try (PDDocument pdf =
        pdf(
            List.of(),
            chart,
            List.of(REGION, TOTAL),
            List.of(row("['north', 1234]"), row("['south', 20]")))) {
      PDResources resources = pdf.getPage(0).getResources();
      List<COSName> objects =
          StreamSupport.stream(resources.getXObjectNames().spliterator(), false).toList();
      for (COSName name : objects) {
        assertThat(resources.getXObject(name)).isInstanceOf(PDFormXObject.class);
      }
      assertThat(objects).hasSize(2); // the chart and the number of pages
      for (COSName name : resources.getFontNames()) {
        assertThat(resources.getFont(name).isEmbedded()).isTrue();
      }
      assertThat(text(pdf, 1)).contains("Amounts", "1,234", "north");
    }
  }

  @Test
  void wideTableIsOnPagesThatLieDown() throws Exception {
    List<Column> columns =
        IntStream.range(0, Columns.MOST).mapToObj(i -> new Column("c" + i, "VARCHAR")).toList();
    String cells =
        IntStream.range(0, Columns.MOST)
            .mapToObj(i -> "'some words of column %d'".formatted(i))
            .toList()
            .toString();

    try (PDDocument pdf = pdf(List.of(), null, columns, List.of(row(cells)))) {
      PDPage page = pdf.getPage(0);
      assertThat(page.getMediaBox().getWidth()).isGreaterThan(page.getMediaBox().getHeight());
      assertThat(text(pdf, 1).replaceAll("\\s+", " ")).contains("c0 c1 c2").contains("c23");
    }
  }

  @Test
  void answerWithTooManyColumnsForAPageIsRefused() {
    List<Column> columns =
        IntStream.range(0, Columns.MOST + 1).mapToObj(i -> new Column("c" + i, "DATE")).toList();

    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> pdf(List.of(), null, columns, List.of()))
        .withMessageContaining("25 columns")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.COLUMNS));
  }

  @Test
  void answerWithoutRowsIsATableWithoutRows() throws Exception {
    try (PDDocument pdf = pdf(List.of(), null, List.of(REGION, TOTAL), List.of())) {
      assertThat(text(pdf, 1)).contains("region total", "page 1 of 1");
    }
  }

  private PDDocument pdf(
      List<Path> fonts, ChartSpec chart, List<Column> columns, List<List<JsonNode>> rows)
      throws IOException, UnfitReport {
    Path file = directory.resolve("report.pdf");
    try (OutputStream out = Files.newOutputStream(file)) {
      PdfReport pdf = new PdfReport(out, "Sales 2026", Letters.load(fonts));
      Optional<Charts.Drawn> drawn =
          chart == null ? Optional.empty() : Charts.draw(chart, columns, rows);
      String title = chart == null ? null : chart.title();
      pdf.begin(
          new PdfReport.Table(rows.size() + " rows · today", title, drawn, null, columns, rows));
      for (List<JsonNode> row : rows) {
        pdf.row(row);
      }
      pdf.end("All of them are elsewhere.");
      pdf.finish();
    }
    return Loader.loadPDF(file.toFile());
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper text = new PDFTextStripper();
    text.setStartPage(page);
    text.setEndPage(page);
    text.setSortByPosition(true);
    return text.getText(pdf);
  }

  private static List<JsonNode> row(String json) {
    try {
      return List.copyOf(Json.MAPPER.readTree(json.replace('\'', '"')).valueStream().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
