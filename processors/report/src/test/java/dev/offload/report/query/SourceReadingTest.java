package dev.offload.report.query;

import static dev.offload.report.query.SourceRig.input;
import static dev.offload.report.query.SourceRig.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client says about a source holds, or the source is refused.
class SourceReadingTest {
  @TempDir static Path directory;
  private static SourceRig rig;

  @BeforeAll
  static void open() throws Exception {
    rig = new SourceRig(directory);
  }

  @AfterAll
  static void close() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'header': false | Alps,4{n}Baltic,7{n} | column0 VARCHAR, column1 BIGINT | Alps 4; Baltic"
            + " 7",
        "'header': true | 1,2{n}3,4{n} | 1 BIGINT, 2 BIGINT | 3 4",
        "'delimiter': ';' | a,b;c{n}1,2;3{n} | a,b VARCHAR, c BIGINT | 1,2 3",
        "'delimiter': ':' | a:b{n}1:2{n} | a BIGINT, b BIGINT | 1 2",
        "'delimiter': ';', 'header': false, 'decimal': ',' | 1,5;2,5{n}3,5;4,5{n} |"
            + " column0 DOUBLE, column1 DOUBLE | 1.5 2.5; 3.5 4.5",
        "'decimal': ',' | v,w{n}~1,5~,2{n} | v DOUBLE, w BIGINT | 1.5 2",
        "'decimal': ',' | v;w,x{n}1,5;2{n} | v DOUBLE, w,x BIGINT | 1.5 2",
        "'skip': 1 | Report, May{n}a,b{n}1,2{n} | a BIGINT, b BIGINT | 1 2",
        "'header': true | Report, May{n}a,b{n}1,2{n} | Report VARCHAR, May VARCHAR | a b; 1 2",
        "'header': true | Ada,2000{n}Bob,1500{n} | Ada VARCHAR, 2000 BIGINT | Bob 1500",
        "'quote': '^' | a,b{n}^x,y^,1{n} | a VARCHAR, b BIGINT | x,y 1",
        "'quote': '' | a,b{n}~x,1{n} | a VARCHAR, b BIGINT | ~x 1",
        "'comment': '#' | a,b{n}#1,2{n}3,4{n} | a BIGINT, b BIGINT | 3 4",
        "'comment': '//' | // x,y,z{n}a,b{n}/1,2{n}//3,4{n} | a VARCHAR, b BIGINT | /1 2",
        "'skip': 2 | Report, ~2026{n}{n}a,b{n}1,2{n} | a BIGINT, b BIGINT | 1 2",
        "'skip': 1 | sep=;{n}a;b{n}1;2{n} | a BIGINT, b BIGINT | 1 2",
        "'nullPadding': true | a;b;c{n}1{n}2;3{n}4;5;6 | a BIGINT, b BIGINT, c BIGINT |"
            + " 1 null null; 2 3 null; 4 5 6",
        "'dateFormat': 'yyyyMMdd' | a,b{n}20260131,20260132{n} | a DATE, b BIGINT |"
            + " 2026-01-31 20260132",
        "'dateFormat': 'yyyyMMdd', 'header': false | 20260131{n}20260201{n} | column0 DATE |"
            + " 2026-01-31; 2026-02-01",
        "'dateFormat': 'ddMMyyyy' | a,b{n}31012026,5{n}01022026,6{n} | a DATE, b BIGINT |"
            + " 2026-01-31 5; 2026-02-01 6",
        "'dateFormat': 'ddMMyyyy' | a{n}01022026{n}31012026{n} | a DATE | 2026-02-01; 2026-01-31",
        "'dateFormat': 'ddMMyyyy', 'header': false | 31012026{n}01022026{n} | column0 DATE |"
            + " 2026-01-31; 2026-02-01",
        "'dateFormat': 'ddMMyyyyHHmm' | a{n}310120261030{n}010220260005{n} | a TIMESTAMP |"
            + " 2026-01-31 10:30:00; 2026-02-01 00:05:00",
        "'dateFormat': 'ddMM.yyyy' | a{n}3101.2026{n}0102.2026{n} | a DATE |"
            + " 2026-01-31; 2026-02-01",
        "'dateFormat': 'ddMMyyyy' | a{n}31012026{n}01022026{n}5{n} | a VARCHAR |"
            + " 31012026; 01022026; 5",
        "'dateFormat': 'ddMMyyyy' | a{n}01022026{n}31012026{n}true{n} | a VARCHAR |"
            + " 01022026; 31012026; true",
        "'dateFormat': 'yyyyMMddHHmm' | a{n}202601311030{n} | a TIMESTAMP | 2026-01-31 10:30:00",
        "'decimal': ',' | a;b{n}1,5;2.5{n} | a DOUBLE, b VARCHAR | 1.5 2.5",
        "'decimal': ',' | a{n}1,5{n}2{n} | a DOUBLE | 1.5; 2.0",
        "'dateFormat': 'dd.MM.yyyy' | a;b{n}31.12.2026;2026-01-02{n} | a DATE, b VARCHAR |"
            + " 2026-12-31 2026-01-02",
        "'dateFormat': 'M/d/yyyy h:mm a' | a;b{n}1/2/2026 3:04 PM;x{n} | a TIMESTAMP, b VARCHAR |"
            + " 2026-01-02 15:04:00 x",
        "'dateFormat': 'dd-MMM-yyyy' | a;b{n}02-JAN-2026;x{n} | a DATE, b VARCHAR | 2026-01-02 x",
        "'columns': {'a': 'VARCHAR', 'b': 'DECIMAL(6,2)'} | a,b{n}1,2{n} |"
            + " a VARCHAR, b DECIMAL(6,2) | 1 2.00",
        "'columns': {'a': 'INTEGER'} | a,b{n}007,2{n} | a INTEGER, b BIGINT | 7 2",
        "'columns': [{'name': 'x'}, {'name': 'y', 'type': 'DOUBLE'}], 'header': false |"
            + " Alps,4{n} | x VARCHAR, y DOUBLE | Alps 4.0",
        "'columns': [{'name': 'x'}, {'name': 'y'}] | x,y{n}1,2{n} | x BIGINT, y BIGINT | 1 2",
        "'columns': {'a': 'TIMESTAMP'} | a,b{n}2026-01-02,1{n} | a TIMESTAMP, b BIGINT |"
            + " 2026-01-02 00:00:00 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}NaN,1{n} | a DOUBLE, b BIGINT | nan 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}9007199254740992,1{n} | a DOUBLE, b BIGINT |"
            + " 9007199254740992.0 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}1152921504606846976,1{n} | a DOUBLE, b BIGINT |"
            + " 1.152921504606847e+18 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}0.30000000000000004,1{n} | a DOUBLE, b BIGINT |"
            + " 0.30000000000000004 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}0.10000000000000000000,1{n} | a DOUBLE, b BIGINT |"
            + " 0.1 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}1e-300,1{n} | a DOUBLE, b BIGINT | 1e-300 1",
        "'columns': {'a': 'DECIMAL(2,2)'} | a,b{n}0.00,1{n} | a DECIMAL(2,2), b BIGINT | .00 1",
        "'columns': {'a': 'DOUBLE'} | a,b{n}0.10000000000000001,1{n}1.000000000000000056e-01,2{n} "
            + "| a DOUBLE, b BIGINT | 0.1 1; 0.1 2",
      })
  void givenReadingIsUsed(String said, String text, String columns, String rows) throws Exception {
    rig.load("rows.csv", text(text.replace('~', '"')).getBytes(UTF_8), said);

    assertThat(rig.columns()).isEqualTo(columns);
    assertThat(
            rig.rows("FROM t").stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; ")))
        .isEqualTo(rows.replace('~', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'columns': {'b': 'BIGINT'} | line 3, column 2: \"x\" in column b is not of type BIGINT",
        "'columns': {'a': 'DECIMAL(4,1)'} | line 3, column 1: \"0.25\" in column a is not of type DECIMAL",
        "'columns': {'a': 'INTEGER'} | line 3, column 1: \"0.25\" in column a is not of type INTEGER",
        "'columns': {'c': 'DATE'} | line 2, column 3: \"01/02/2026\" in column c is not of type DATE",
        "'columns': {'d': 'DATE'} | columns names d, but there are only [a, b, c]",
        "'columns': [{'name': 'x'}], 'header': false | 3 fields, but columns names 1",
        "'delimiter': ';', 'columns': {'a': 'DATE'} | columns names a, but there are only",
        "'encoding': 'UTF-16' | line 1, column",
        "'format': 'json' | this is not JSON",
      })
  void valueThatContradictsTheReadingIsRefused(String said, String words) {
    byte[] text = "a,b,c\n1,1,01/02/2026\n0.25,x,01/02/2026\n".getBytes(UTF_8);

    rig.assertRefused("rows.csv", text, said, words.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "-9007199254740993",
        "1e-400",
        "1e400",
        "0.12345678901234567890",
        "123456789012345678.9",
        "1e23456789012",
      })
  void numberThatADoubleWouldRoundIsRefused(String number) {
    String said = "'columns': {'a': 'DOUBLE'}";
    String words = "\"%s\" in column a is not of type DOUBLE".formatted(number);

    rig.assertRefused("rows.csv", ("a,b\n" + number + ",1\n").getBytes(UTF_8), said, words);
    rig.assertRefused("rows.json", "[{\"a\": %s}]".formatted(number).getBytes(UTF_8), said, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v,w{n}1,`2,5`{n}", "1,5{n}2,5{n}"})
  void commaThatMayBeTheDecimalIsNotGuessed(String text) {
    byte[] content = text(text.replace('`', '"')).getBytes(UTF_8);

    rig.assertRefused(
        "rows.csv", content, "'decimal': ','", "which is the decimal: set the delimiter");
  }

  @Test
  void linesWithNumberSignsAreRowsUnlessCommentIsSet() throws Exception {
    byte[] colors = input("colors.csv");
    rig.assertRefused("colors.csv", colors, "", "line 1: the first row has one field");
    byte[] hex = "# by a tool\ncolor,name\n# mid\n0000FF,blue\n".getBytes(UTF_8);

    rig.load("colors.csv", hex, "'comment': '#'");

    assertThat(rig.columns()).isEqualTo("color VARCHAR, name VARCHAR");
    assertThat(rig.rows("FROM t")).containsExactly(List.of("0000FF", "blue"));
  }

  @Test
  void rowsMayBeginWithTheFirstCharacterOfAComment() throws Exception {
    rig.load("colors.csv", input("colors.csv"), "'comment': '# '");

    assertThat(rig.columns()).isEqualTo("color VARCHAR, name VARCHAR");
    assertThat(rig.rows("FROM t"))
        .containsExactly(List.of("#FF0000", "red"), List.of("#00FF00", "green"));
  }

  @Test
  void commentWithAnOpenQuoteIsRefused() {
    byte[] text = "a,b\n# x, \"y\n1,2\n# z\",\n3,4\n".getBytes(UTF_8);

    rig.assertRefused("a.csv", text, "'comment': '# '", "line 2: a comment has a quote in it");
  }

  @Test
  void shortRowsAreFilledIfNullPaddingIsSet() throws Exception {
    rig.load("fewer.csv", input("fewer.csv"), "'nullPadding': true");

    assertThat(rig.columns()).isEqualTo("a BIGINT, b BIGINT, c VARCHAR");
    assertThat(rig.rows("FROM t")).hasSize(5).contains(Arrays.asList("4", "4", null));
    byte[] text = "a,b,c\n1\n2,3,4\n\n5,6,7,8\n".getBytes(UTF_8);
    rig.assertRefused("a.csv", text, "'nullPadding': true", "line 5, column 4: 4 fields");
  }

  @Test
  void shortRowsAloneDoNotSettleTheDelimiter() {
    byte[] text = "id;Date, time, zone\n1;Mon, 10:00\n2\n".getBytes(UTF_8);

    rig.assertRefused("rows.csv", text, "'nullPadding': true", "the fields may be separated by");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, '', ''",
    "UTF-8, \uFEFF, ''",
    "UTF-16LE, \uFEFF, ''",
    "UTF-16BE, \uFEFF, ''",
    "UTF-16LE, '', ''",
    "UTF-16BE, '', ''",
    "ISO-8859-1, '', Latin-1",
    "windows-1252, '', Windows-1252",
    "UTF-16LE, \uFEFF, windows-1252",
    "UTF-16LE, '', UTF-16",
    "UTF-16BE, '', UTF-16",
  })
  void encodingIsDetectedOrGiven(String encoding, String mark, String said) throws Exception {
    byte[] text =
        (mark + "email,name\nada@example.com,Müller\n").getBytes(Charset.forName(encoding));

    rig.load("list.csv", text, said.isEmpty() ? "" : "'encoding': '%s'".formatted(said));

    assertThat(rig.rows("SELECT email, name FROM t"))
        .containsExactly(List.of("ada@example.com", "Müller"));
  }

  @Test
  void emptyJsonHasTheColumnsOfTheClient() throws Exception {
    rig.load("rows.json", "[]".getBytes(UTF_8), "'columns': {'a': 'BIGINT'}");

    assertThat(rig.columns()).isEqualTo("a BIGINT");
    assertThat(rig.rows("FROM t")).isEmpty();
  }

  @Test
  void typesOfTheClientApplyToJson() throws Exception {
    rig.load(
        "rows.json",
        "[{\"a\": 5, \"b\": \"02.01.2026\"}]".getBytes(UTF_8),
        "'columns': {'a': 'DECIMAL(9,2)', 'c': 'DATE'}, 'dateFormat': 'dd.MM.yyyy'");

    assertThat(rig.columns()).isEqualTo("a DECIMAL(9,2), b DATE, c DATE");
    assertThat(rig.rows("SELECT a, b FROM t")).containsExactly(List.of("5.00", "2026-01-02"));
  }

  @Test
  void nestedDatesAreReadWithTheDateFormat() throws Exception {
    rig.load(
        "rows.json",
        "[{\"a\": {\"b\": \"2026-02-01\", \"c\": [\"2026-31-12\"]}}]".getBytes(UTF_8),
        "'dateFormat': 'yyyy-dd-MM'");

    assertThat(rig.columns()).isEqualTo("a STRUCT(b DATE, c DATE[])");
    assertThat(rig.rows("SELECT a.b, a.c[1] FROM t"))
        .containsExactly(List.of("2026-01-02", "2026-12-31"));
  }
}
