package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  private static final long LARGE = 1 << 20;
  private static final List<AnswerColumn> ONE = List.of(AnswerColumn.of("a", "VARCHAR"));

  @TempDir Path directory;

  @Test
  void csvQuotesOnlyWhatNeedsIt() throws Exception {
    assertThat(
            csv(true, text("plain"), text("a,b"), text("say \"hi\""), text("two\nlines"), text("")))
        .isEqualTo("a\r\nplain\r\n\"a,b\"\r\n\"say \"\"hi\"\"\"\r\n\"two\nlines\"\r\n\"\"\r\n");
  }

  @Test
  void csvDoesNotQuoteWhatBeginsLikeAComment() throws Exception {
    assertThat(csv(true, text("#1"), text("\uFEFFa"))).isEqualTo("a\r\n#1\r\n\"\uFEFFa\"\r\n");
  }

  @Test
  void csvStopsAtItsLimit() {
    List<Cell> row = List.of(text("x".repeat(100_000)));

    assertThatExceptionOfType(LimitedFile.Full.class)
        .isThrownBy(
            () -> {
              try (CsvFile csv = CsvFile.create(directory.resolve("file.csv"), ONE, 10, true)) {
                csv.write(row);
              }
            });
  }

  @Test
  void csvWritesValuesPlainly() throws Exception {
    assertThat(
            csv(
                true,
                new Cell.Empty(),
                new Cell.Whole(-5),
                new Cell.Exact(new BigDecimal("12345678901234567890.50")),
                new Cell.Fraction(1e7),
                new Cell.Fraction(0.1),
                new Cell.Fraction(-1e300),
                new Cell.Truth(true),
                new Cell.Day(LocalDate.of(2026, 1, 2), "2026-01-02")))
        .isEqualTo(
            String.join(
                "\r\n",
                "a",
                "\"\"",
                "-5",
                "12345678901234567890.50",
                "10000000",
                "0.1",
                "-1.0E300",
                "true",
                "2026-01-02",
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")"})
  void textThatASpreadsheetWouldRunIsDefusedUnlessItIsWantedAsItIs(String formula)
      throws Exception {
    String quoted =
        formula.contains("\"") || formula.contains("\r") || formula.startsWith("\t")
            ? '"' + formula.replace("\"", "\"\"") + '"'
            : formula;

    assertThat(csv(false, text(formula))).isEqualTo("a\r\n" + quoted + "\r\n");
    assertThat(csv(true, text(formula)))
        .isEqualTo(
            "a\r\n"
                + (quoted.startsWith("\"") && !formula.startsWith("\t")
                    ? "\"'" + quoted.substring(1)
                    : "'" + formula)
                + "\r\n");
  }

  @Test
  void sheetHasTextNumbersAndDates() throws Exception {
    String sheet =
        xlsx(
            text("=1+1"),
            text("<a> & b"),
            new Cell.Whole(42),
            new Cell.Whole(1_234_567_890_123_456_789L),
            new Cell.Exact(new BigDecimal("0.1000000000000000001")),
            new Cell.Truth(true),
            new Cell.Day(LocalDate.of(2026, 1, 2), "2026-01-02"),
            new Cell.Moment(LocalDateTime.of(2026, 1, 2, 12, 0), "2026-01-02 12:00:00"),
            new Cell.Day(LocalDate.of(1800, 1, 2), "1800-01-02"));

    assertThat(sheet)
        .contains("<is><t>=1+1</t></is>")
        .contains("&lt;a&gt; &amp; b")
        .contains("<v>42</v>")
        .contains(">1234567890123456789</t>")
        .contains(">0.1000000000000000001</t>")
        .contains("<v>46024.0</v>")
        .contains("<v>46024.5</v>")
        .contains(">1800-01-02</t>")
        .doesNotContain("<f>");
  }

  @Test
  void textThatIsTooLongForACellIsRefused() {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> xlsx(text("x".repeat(32_768))))
        .withMessageContaining("32,767");
  }

  @Test
  void fileIsNotWrittenBeyondItsLimit() throws IOException {
    Path file = directory.resolve("small");

    try (LimitedFile small = LimitedFile.create(file, 10)) {
      small.write(new byte[10]);
      assertThatExceptionOfType(LimitedFile.Full.class).isThrownBy(() -> small.write(1));
    }

    assertThat(file).hasSize(10);
  }

  private String csv(boolean escapeFormulas, Cell... cells) throws Exception {
    Path file = directory.resolve("file.csv");
    try (CsvFile csv = CsvFile.create(file, ONE, LARGE, escapeFormulas)) {
      for (Cell cell : cells) {
        csv.write(List.of(cell));
      }
      csv.finish();
    }
    return Files.readString(file);
  }

  private String xlsx(Cell... cells) throws Exception {
    Path file = directory.resolve("file.xlsx");
    try (XlsxFile xlsx = XlsxFile.create(file, ONE, LARGE, 100)) {
      for (Cell cell : cells) {
        xlsx.write(List.of(cell));
      }
      xlsx.finish();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(), UTF_8);
    }
  }

  private static Cell text(String value) {
    return new Cell.Text(value);
  }
}
