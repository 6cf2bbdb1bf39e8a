package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values as they come from DuckDB, and as another reader finds them in the written files.
class WrittenValuesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.1::FLOAT | 0.1",
        "16777216::FLOAT | 16777216",
        "3.4028235e38::FLOAT | 3.4028235E38",
        "0.1::DOUBLE + 0.2::DOUBLE | 0.30000000000000004",
        "(-9223372036854775808)::BIGINT | -9223372036854775808",
        "12345678901234567890.50::DECIMAL(22,2) | 12345678901234567890.50",
        "'infinity'::FLOAT | Infinity",
        "'-infinity'::DOUBLE | -Infinity",
        "'-infinity'::FLOAT | -Infinity",
        "'-infinity'::DATE | -infinity",
        "'-infinity'::TIMESTAMP | -infinity",
        "'-infinity'::TIMESTAMPTZ | -infinity",
        "'-123456789012345678901234567890123456789012'::BIGNUM |"
            + " -123456789012345678901234567890123456789012",
        "'-1222222222222222222222222222222222222222222222222222222222222'::BIGNUM |"
            + " -1222222222222222222222222222222222222222222222222222222222222",
        "'-infinity'::VARCHAR | '-infinity",
        "' a ' | \" a \"",
        "'a' | a",
        "'' | \"\"",
        "NULL::INT | \"\"",
        "'\t' | \"'\t\"",
      })
  void csvHoldsTheValue(String expression, String written) throws Exception {
    assertThat(csv("SELECT %s AS a".formatted(expression))).isEqualTo("a\r\n" + written + "\r\n");
  }

  @Test
  void missingValueAmongOthersIsAnEmptyField() throws Exception {
    assertThat(csv("SELECT NULL AS a, NULL AS b")).isEqualTo("a,b\r\n,\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " both ends ",
        "\tline\n",
        "two\r\nlines",
        "cr\ralone",
        "\u00A0",
        "plain",
        "😀 and <a> & \"b\"",
        "007",
        "=1+1",
      })
  void sheetHoldsTextAsItIs(String text) throws Exception {
    Cell cell = cell("SELECT %s AS a".formatted(Sql.text(text)));

    assertThat(cell.getType()).isEqualTo(CellType.STRING);
    assertThat(cell.asString()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "_x0041_, _x005F_x0041_",
    "a_x000d_b, a_x005F_x000d_b",
    "_x_, _x_",
    "a\u0001b, a_x0001_b",
    "_x0041_x0042_, _x005F_x0041_x005F_x0042_",
    "\uFFFF, _xFFFF_",
  })
  void textThatLooksEscapedOrCannotBeInXmlIsEscaped(String text, String stored) {
    assertThat(XlsxText.isEscaped(text)).isEqualTo(!text.equals(stored));
    assertThat(XlsxText.escaped(text)).isEqualTo(stored);
  }

  @Test
  void escapedTextIsAmongTheSharedTexts() throws Exception {
    Path file = xlsx("SELECT '_x0041_ ' AS a");

    assertThat(part(file, "xl/sharedStrings.xml"))
        .contains("<t xml:space=\"preserve\">_x005F_x0041_ </t>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(-9223372036854775808)::BIGINT | -9223372036854775808",
        "9223372036854775807::BIGINT | 9223372036854775807",
        "999999999999999::BIGINT + 1 | 1000000000000000",
        "-999999999999999::BIGINT - 1 | -1000000000000000",
        "170141183460469231731687303715884105727::HUGEINT |"
            + " 170141183460469231731687303715884105727",
        "1234567890123456.00::DECIMAL(20,2) | 1234567890123456.00",
        "4.9e-324::DOUBLE | 4.9E-324",
        "'infinity'::DOUBLE | Infinity",
        "TIMESTAMP '2026-01-02 10:00:00.123456' | 2026-01-02 10:00:00.123456",
        "DATE '1800-01-02' | 1800-01-02",
        "DATE '10000-01-02' | 10000-01-02",
      })
  void valueThatExcelWouldChangeIsText(String expression, String written) throws Exception {
    Cell cell = cell("SELECT %s AS a".formatted(expression));

    assertThat(cell.getType()).isEqualTo(CellType.STRING);
    assertThat(cell.asString()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.1::FLOAT | 0.1",
        "999999999999999::BIGINT | 999999999999999",
        "-999999999999999::BIGINT | -999999999999999",
        "0.000001::DECIMAL(18,6) | 0.000001",
        "12345.5::DECIMAL(20,10) | 12345.5",
        "123456.5::DECIMAL(20,10) | 123456.5",
        "1::DECIMAL(38,20) | 1",
        "0::DECIMAL(38,20) | 0",
        "5::BIGNUM | 5",
        "1234.5::DECIMAL(18,6) * 1.1::DECIMAL(18,6) | 1357.95",
        "123456789012345.00::DECIMAL(20,2) | 123456789012345",
        "1e308::DOUBLE | 1e308",
      })
  void numberIsANumber(String expression, BigDecimal number) throws Exception {
    Cell cell = cell("SELECT %s AS a".formatted(expression));

    assertThat(cell.getType()).isEqualTo(CellType.NUMBER);
    assertThat(cell.asNumber()).isEqualByComparingTo(number);
  }

  @Test
  void timesKeepTheirMilliseconds() throws Exception {
    Cell cell = cell("SELECT TIMESTAMP '2026-01-02 10:00:00.123' AS a");

    assertThat(cell.asDate()).isEqualTo(LocalDateTime.parse("2026-01-02T10:00:00.123"));
    assertThat(cell.getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm:ss.000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.50::DECIMAL(9,2) | #,##0.00",
        "1.5000::DECIMAL(9,4) | #,##0.0000",
        "1.5::DECIMAL(20,10) | ",
        "2026::BIGINT | ",
        "DATE '2026-01-02' | yyyy-mm-dd",
      })
  void cellHasTheFormatOfItsType(String expression, String format) throws Exception {
    assertThat(cell("SELECT %s AS a".formatted(expression)).getDataFormatString())
        .isEqualTo(format);
  }

  @Test
  void rowsThatDoNotFitIntoASheetAreInTheNext() throws Exception {
    Path file = directory.resolve("file.xlsx");

    write(
        "SELECT range AS n FROM range(5)",
        columns -> XlsxFile.create(file, columns, AnswerRig.LARGE, 2));

    try (InputStream in = Files.newInputStream(file);
        ReadableWorkbook workbook = new ReadableWorkbook(in)) {
      List<String> sheets = new ArrayList<>();
      for (Sheet sheet : workbook.getSheets().toList()) {
        sheets.add(
            sheet.getName() + sheet.read().stream().map(row -> row.getCell(0).getText()).toList());
      }
      assertThat(sheets).containsExactly("Report[n, 0, 1]", "Report 2[n, 2, 3]", "Report 3[n, 4]");
    }
    assertThat(part(file, "xl/worksheets/sheet3.xml")).contains("ySplit=\"1\"");
  }

  @Test
  void columnsOfNumbersAndTimesAreWideEnough() throws Exception {
    Path file =
        xlsx("SELECT 123456789012345 AS n, TIMESTAMP '2026-01-02 10:00:00.123' AS t, 'x' AS x");

    assertThat(part(file, "xl/worksheets/sheet1.xml"))
        .contains("min=\"1\" max=\"1\" width=\"18")
        .contains("min=\"2\" max=\"2\" width=\"26")
        .contains("min=\"3\" max=\"3\" width=\"12");
  }

  private Cell cell(String query) throws Exception {
    try (InputStream in = Files.newInputStream(xlsx(query));
        ReadableWorkbook workbook = new ReadableWorkbook(in, new ReadingOptions(true, false))) {
      List<Row> rows = workbook.getFirstSheet().read();
      return rows.get(1).getCell(0);
    }
  }

  private Path xlsx(String query) throws Exception {
    Path file = directory.resolve("file.xlsx");
    write(
        query,
        columns -> XlsxFile.create(file, columns, AnswerRig.LARGE, XlsxFile.ROWS_OF_A_SHEET));
    return file;
  }

  private String csv(String query) throws Exception {
    Path file = directory.resolve("file.csv");
    write(query, columns -> CsvFile.create(file, columns, AnswerRig.LARGE, true));
    return Files.readString(file);
  }

  private void write(String query, AnswerRig.Creation creation) throws Exception {
    try (AnswerRig rig = new AnswerRig(directory, query)) {
      rig.write(rig.answer.columns(), creation);
    }
  }

  private static String part(Path file, String name) throws Exception {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), UTF_8);
    }
  }
}
