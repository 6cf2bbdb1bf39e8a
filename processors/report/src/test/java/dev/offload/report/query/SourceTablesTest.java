package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of rows becomes columns whose types fit every row, or a refusal that names the
/// place.
class SourceTablesTest {
  private static final int MANY = 300;

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
        "10 | 0.75 | DOUBLE | 0.75",
        "10 | 0.1234567890123456789 | DECIMAL(21,19) | 0.1234567890123456789",
        "0.5 | 9007199254740993 | DECIMAL(17,1) | 9007199254740993.0",
        "10 | 9223372036854775807 | BIGINT | 9223372036854775807",
        "10 | -9223372036854775808 | BIGINT | -9223372036854775808",
        "10 | 9223372036854775808 | HUGEINT | 9223372036854775808",
        "10 | 170141183460469231731687303715884105728 | VARCHAR |"
            + " 170141183460469231731687303715884105728",
        "0.5 | 12345678901234567890123456789012345678.5 | VARCHAR |"
            + " 12345678901234567890123456789012345678.5",
        "0.5 | 1e400 | VARCHAR | 1e400",
        "10 | -816243e3655253722989 | VARCHAR | -816243e3655253722989",
        "0.5 | 2.5E-7 | DOUBLE | 2.5e-07",
        "10 | 007 | VARCHAR | 007",
        "10 | +5 | VARCHAR | +5",
        "10 | 1,000 | VARCHAR | 1,000",
        "10 | 1_000 | VARCHAR | 1_000",
        "10 | 0x1F | VARCHAR | 0x1F",
        "10 | x | VARCHAR | x",
        "10 | true | VARCHAR | true",
        "10 | NaN | VARCHAR | NaN",
        "10 | 2026-01-02 | VARCHAR | 2026-01-02",
        "True | false | BOOLEAN | false",
        "true | t | VARCHAR | t",
        "2026-01-02 | 2026-01-02 10:30:00 | TIMESTAMP | 2026-01-02 10:30:00",
        "2026-01-02 | 2026-01-02T10:30 | TIMESTAMP | 2026-01-02 10:30:00",
        "2026-01-02 | 2026-02-29 | VARCHAR | 2026-02-29",
        "2026-01-02 | 02.01.2026 | VARCHAR | 02.01.2026",
        "2026-01-02 | 2026-01-02T10:30:00Z | VARCHAR | 2026-01-02T10:30:00Z",
        "2026-01-02 10:00:00 | 2026-01-02 10:00:00.123456789 | VARCHAR |"
            + " 2026-01-02 10:00:00.123456789",
        "2026-01-02T10:30:00Z | 2026-01-02T10:30:00.5+02:00 | TIMESTAMP WITH TIME ZONE |"
            + " 2026-01-02 08:30:00.5+00",
        "10:30:00 | 10:30:00.5 | TIME | 10:30:00.5",
        "10:30:00 | 24:00:00 | VARCHAR | 24:00:00",
      })
  void typeHoldsForTheLastRowOfMany(String value, String last, String type, String shown)
      throws Exception {
    String rows = "1;" + value + "\n";
    rig.load("late.csv", "id;a\n" + rows.repeat(MANY) + "2;" + last + "\n");

    assertThat(rig.columns()).isEqualTo("id BIGINT, a " + type);
    assertThat(rig.rows("SELECT a FROM t WHERE id = 2")).containsExactly(List.of(shown));
    assertThat(rig.rows("SELECT count(*) FROM t")).containsExactly(List.of("" + (MANY + 1)));
  }

  @Test
  void lateFractionsAreSummedUp() throws Exception {
    rig.load("late.csv", "a\n" + "10\n".repeat(30_000) + "0.75\n".repeat(1_000));

    assertThat(rig.rows("SELECT sum(a) FROM t")).containsExactly(List.of("300750.0"));
  }

  @Test
  void valueAfterManyNullsIsKept() throws Exception {
    rig.load("late.ndjson", "{\"a\": null}\n".repeat(30_000) + "{\"a\": 5}\n");

    assertThat(rig.rows("SELECT sum(a) FROM t")).containsExactly(List.of("5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': null} | {'a': 5} | a BIGINT | 5",
        "{'a': 10} | {'a': 0.75} | a DOUBLE | 0.75",
        "{'a': 1} | {'a': 12345678901234567890} | a HUGEINT | 12345678901234567890",
        "{'a': 1} | {'a': 0.12345678901234567891} | a DECIMAL(21,20) | 0.12345678901234567891",
        "{'a': 1} | {'a': 1e99999999999} | a VARCHAR | 1e99999999999",
        "{'a': 1} | {'a': 'x'} | a VARCHAR | x",
        "{'a': '1'} | {'a': '2'} | a VARCHAR | 2",
        "{'a': '2026-01-02'} | {'a': '2026-01-02T10:30:00'} | a TIMESTAMP | 2026-01-02 10:30:00",
        "{'a': true} | {'a': 1} | a VARCHAR | 1",
        "{'b': 1} | {'a': 5} | b BIGINT, a BIGINT | 5",
        "{'a': 1} | {'a': {'b': 12345678901234567890123}} | a JSON |"
            + " {'b':12345678901234567890123}",
        "{'a': [1]} | {'a': [1.5, null]} | a DOUBLE[] | [1.5, NULL]",
        "{'a': {'b': 1}} | {'a': {'c': 0.12345678901234567891}} |"
            + " a STRUCT(b BIGINT, c DECIMAL(21,20)) | {'b': NULL, 'c': 0.12345678901234567891}",
        "{'a': {'b': 1}} | {'a': {'b': 'x'}} | a STRUCT(b VARCHAR) | {'b': x}",
        "{'a': {'b': null}} | {'a': {'b': {'c': [12345678901234567890]}}} |"
            + " a STRUCT(b STRUCT(c HUGEINT[])) | {'b': {'c': [12345678901234567890]}}",
        "{'a': {'b': {}}} | {'a': {'b': 5}} | a STRUCT(b VARCHAR) | {'b': 5}",
        "{'a': {'B': 1}} | {'a': {'b': 5}} | a JSON | {'b':5}",
      })
  void typeHoldsForTheLastObjectOfMany(String row, String last, String columns, String shown)
      throws Exception {
    String first = row.replace('\'', '"') + "\n";
    rig.load("late.ndjson", first.repeat(MANY) + last.replace('\'', '"') + "\n");

    assertThat(rig.columns()).isEqualTo(columns);
    assertThat(
            rig.rows(
                "SELECT a FROM (SELECT a, row_number() OVER () AS n FROM t) WHERE n > " + MANY))
        .containsExactly(
            List.of(
                shown.startsWith("{'") && columns.contains("JSON")
                    ? shown.replace('\'', '"')
                    : shown));
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 200, 201, 1_500})
  void everyMemberIsAColumnHoweverManyThereAre(int members) throws Exception {
    String object =
        IntStream.range(0, members)
            .mapToObj(i -> "\"k%d\": %d".formatted(i, i))
            .collect(Collectors.joining(", ", "{", "}"));
    rig.load("wide.ndjson", object + "\n" + object + "\n");

    assertThat(rig.columns().split(", ", -1)).hasSize(members);
    assertThat(rig.rows("SELECT sum(k%d) FROM t".formatted(members - 1)))
        .containsExactly(List.of("" + 2 * (members - 1)));
  }

  @Test
  void nestedObjectWithVeryManyMembersIsJson() throws Exception {
    String object =
        IntStream.range(0, 1_001)
            .mapToObj(i -> "\"k%d\": %d".formatted(i, i))
            .collect(Collectors.joining(", ", "{", "}"));
    rig.load("wide.ndjson", "{\"a\": " + object + "}\n");

    assertThat(rig.columns()).isEqualTo("a JSON");
    assertThat(rig.rows("SELECT a ->> '$.k1000' FROM t")).containsExactly(List.of("1000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "region,2019,2020{n}Alps,5,6{n} | region VARCHAR, 2019 BIGINT, 2020 BIGINT | Alps 5 6",
        ",2019,2020{n}Alps,5,6{n} | column0 VARCHAR, 2019 BIGINT, 2020 BIGINT | Alps 5 6",
        "2019,2020{n}5,6{n} | 2019 BIGINT, 2020 BIGINT | 5 6",
        "size,2026-01-01{n}M,5{n} | size VARCHAR, 2026-01-01 BIGINT | M 5",
        "id,1,2{n}5,6,7{n} | id BIGINT, 1 BIGINT, 2 BIGINT | 5 6 7",
        "1,2.5{n}3,4{n} | column0 BIGINT, column1 DOUBLE | 1 2.5; 3 4.0",
        "a,b{n} | a VARCHAR, b VARCHAR | ``",
        "site,01.2026,02.2026{n}M,5,6{n} | site VARCHAR, 01.2026 BIGINT, 02.2026 BIGINT | M 5 6",
        "01.2026,02.2026{n}5,6{n} | 01.2026 BIGINT, 02.2026 BIGINT | 5 6",
        "id,007{n}5,6{n} | id BIGINT, 007 BIGINT | 5 6",
        "#,№,%{n}x,y,z{n} | # VARCHAR, № VARCHAR, % VARCHAR | x y z",
        "a,b,,{n}1,2,,{n} | a BIGINT, b BIGINT, column2 VARCHAR, column3 VARCHAR | 1 2 - -",
        "a,a,A{n}1,2,3{n} | a BIGINT, a_1 BIGINT, A_2 BIGINT | 1 2 3",
        "a, b{n}1, 2{n} | a BIGINT, b BIGINT | 1 2",
        "sep=;{n}a;b{n}1;2{n} | a BIGINT, b BIGINT | 1 2",
        "a;b{n}1,5;2,5{n} | a VARCHAR, b VARCHAR | 1,5 2,5",
        "a{t}b{n}1{t}2{n} | a BIGINT, b BIGINT | 1 2",
        "a{p}b{n}1{p}2{n} | a BIGINT, b BIGINT | 1 2",
        "a,b{r}{n}1,2{r}{n}{r}{n}3,4 | a BIGINT, b BIGINT | 1 2; 3 4",
        "a,b{r}1,2{r} | a BIGINT, b BIGINT | 1 2",
        "a,b{n}`1`,``{n}`2`,{n} | a BIGINT, b VARCHAR | 1 ; 2 -",
        "a,b{n}1,  {n}2,3{n} | a BIGINT, b BIGINT | 1 -; 2 3",
        "a,b{n}x,`1{n}2`{n} | a VARCHAR, b VARCHAR | x 1{n}2",
        "a,b{n}#x,1{n}y,2{n} | a VARCHAR, b BIGINT | #x 1; y 2",
        "a,b{n}5` pipe,1{n} | a VARCHAR, b BIGINT | 5` pipe 1",
        "region,2019,2020{n}Alps,5,n/a{n} | region VARCHAR, 2019 BIGINT, 2020 VARCHAR | Alps 5 n/a",
        "item,2021,2020{n}Alps,5,6{n} | item VARCHAR, 2021 BIGINT, 2020 BIGINT | Alps 5 6",
        "2010,2015,2020{n}5,6,7{n} | 2010 BIGINT, 2015 BIGINT, 2020 BIGINT | 5 6 7",
        "name,2026-01-01,2026-02-01{n}Ada,x,y{n} |"
            + " name VARCHAR, 2026-01-01 VARCHAR, 2026-02-01 VARCHAR | Ada x y",
        "year,EU,NA{n}2019,5,6{n} | year BIGINT, EU BIGINT, NA BIGINT | 2019 5 6",
        "1,2{n}3,4{n} | column0 BIGINT, column1 BIGINT | 1 2; 3 4",
        "2000,5{n}1,2{n} | column0 BIGINT, column1 BIGINT | 2000 5; 1 2",
        "name,score{n}Ada,absent{n}Bob,5{n} | name VARCHAR, score VARCHAR | Ada absent; Bob 5",
        "a,b{n}n/a,k.A.{n}1,2{n} | a VARCHAR, b VARCHAR | n/a k.A.; 1 2",
      })
  void structureIsFound(String text, String columns, String rows) throws Exception {
    rig.load("rows.csv", text(text.replace('`', '"')));

    assertThat(rig.columns()).isEqualTo(columns);
    String shown =
        rig.rows("FROM t").stream()
            .map(row -> row.stream().map(v -> v == null ? "-" : v).collect(Collectors.joining(" ")))
            .collect(Collectors.joining("; "));
    assertThat(shown).isEqualTo(text(rows == null ? "-" : rows.replace('`', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "a,b,c{n}0,0{n}1,1{n} # line 2, column 3: 2 fields where line 1 has 3",
        "a,b,c{n}1,2,3{n}4,5{n} # line 3, column 3: 2 fields where line 1 has 3",
        "a,b{n}1,2{n}1,2,3{n} # line 3, column 3: 3 fields where line 1 has 2",
        "a{n}1{n}1,2{n} # line 3, column 2: 2 fields where line 1 has 1",
        "Report 2026{n}a,b{n}1,2{n}3,4{n} # line 1: the first row has one field",
        "a,b;c{n}1,2;3{n} # line 1: the fields may be separated by",
        "007,5{n}123,6{n} # line 1: it may name the columns, or be a row",
        "1,2{n}2026-01-01,2026-01-02{n} # line 1: it may name the columns, or be a row",
        "true,false{n}1,0{n} # line 1: it may name the columns, or be a row",
        "N/A,5{n}3,6{n} # line 1: it may name the columns, or be a row",
        "-{n}3{n} # line 1: it may name the columns, or be a row",
        "12.01.2026;1.000{n}13.01.2026;2.000{n} # line 1: it may name the columns, or be a row",
        "+4930123,Ada{n}+4930124,Bob{n} # line 1: it may name the columns, or be a row",
        ";;{n}a;b;c{n}1;2;3{n} # line 1: it names only 0 of 3 columns",
        "Report 2026;;{n}a;b;c{n}1;2;3{n} # line 1: it names only 1 of 3 columns",
        "Alps,4{n}Baltic,7{n} # line 1: it may name the columns, or be a row",
        "2019,2020{n}2021,2022{n} # line 1: it may name the columns, or be a row",
        "a,b{n}1,`x{n}2,y{n} # line 2, column 2: a quote is opened and never closed",
        "a,b{n}1,`x`y{n} # line 2, column 2: Unexpected character after closing quote",
        "`` # it is empty",
        "id;Date, time, zone{n}1;Mon, 10:00, UTC{n} # line 1: the fields may be separated by",
        "k;x,y,z{n}1;a,b,c{n} # line 1: the fields may be separated by",
        "1,5;2,5{n}3,5;4,5{n} # line 1: the fields may be separated by",
        "1,—{n}2,5{n} # line 1: it may name the columns, or be a row",
        "—{n}5{n} # line 1: it may name the columns, or be a row",
        "1,TBX{n}2,5{n} # line 1: it may name the columns, or be a row",
        "1.5,n.a.{n}2,5{n} # line 1: it may name the columns, or be a row",
        "1,-Infinity{n}2,5{n} # line 1: it may name the columns, or be a row",
        "1,5 kg{n}2,5{n} # line 1: it may name the columns, or be a row",
        "x,5{n}7,x{n} # line 1: it may name the columns, or be a row",
        "x,true{n}5,false{n} # line 1: it may name the columns, or be a row",
        "x,2026-01-01{n}5,2026-01-02{n} # line 1: it may name the columns, or be a row",
        "x,+4930123{n}5,+4930124{n} # line 1: it may name the columns, or be a row",
        "Ada,2000{n}Bob,1500{n} # line 1: it may name the columns, or be a row",
        "Ada,2026-01-01{n}Bob,never{n} # line 1: it may name the columns, or be a row",
        "Ada,2026-01-01,2026-02-01{n}Bob,never,x{n}Eve,2026-01-03,x{n} # line 1: it may name the",
        "2026-01-01{n}2026-01-02 10:00:00{n} # line 1: it may name the columns, or be a row",
        "2000,1950{n}5,6{n} # line 1: it may name the columns, or be a row",
        "Report, May{n}a,b{n}1,2{n}3,4{n} # line 2: it may name the columns, with a title above",
        "Report, May{n}all,new{n}a,b{n}1,2{n} # line 3: it may name the columns, with a title",
        "Report, May{n}region,sales{n}Alps,5{n} # line 2: it may name the columns, with a title",
        "Report,2026{n}a,b{n}1,2{n} # line 1: it may name the columns, or be a row",
        "Report,{n}region,sales{n}Alps,5{n} # line 1: it names only 1 of 2 columns",
        "a:b{n}`1`:2{n} # closing quote: ':' (0x3a): say delimiter",
      })
  void structureThatIsNotClearIsRefusedWithItsPlace(String text, String words) {
    assertRefused("rows.csv", text(text.replace('`', '"')).getBytes(UTF_8), "", words.strip());
  }

  @Test
  void lateLongerRowIsRefused() {
    String text = "a,b,c\n" + "1,2,3\n".repeat(MANY) + "1,2,3,4\n";

    assertRefused(
        "rows.csv", text.getBytes(UTF_8), "", "line 302, column 4: 4 fields where line 1 has 3");
  }

  @Test
  void semicolonsInTextsAreNotTheDelimiter() throws Exception {
    rig.load("notes.csv", input("notes.csv"), "");

    assertThat(rig.columns()).isEqualTo("note VARCHAR");
    assertThat(rig.rows("FROM t")).hasSize(7).last().isEqualTo(List.of("has ; semicolon"));
  }

  @Test
  void rowOfYearsCanBeAHeader() throws Exception {
    rig.load("years.csv", input("years.csv"), "");

    assertThat(rig.rows("SELECT sum(\"2019\"), sum(\"2020\") FROM t"))
        .containsExactly(List.of("12", "14"));
  }

  @Test
  void arrayIsReadLikeItsObjects() throws Exception {
    rig.load("rows.json", input("rows.json"), "");

    assertThat(rig.rows("FROM t ORDER BY n"))
        .containsExactly(List.of("Alps", "1"), List.of("Baltic", "2"));
  }

  @Test
  void linesWithNumberSignsAreRowsUnlessCommentIsSet() throws Exception {
    byte[] colors = input("colors.csv");
    assertRefused("colors.csv", colors, "", "line 1: the first row has one field");
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

    assertRefused("a.csv", text, "'comment': '# '", "line 2: a comment has a quote in it");
  }

  @Test
  void fileWithOnlyShortRowsIsRefused() throws Exception {
    assertRefused("fewer.csv", input("fewer.csv"), "", "line 2, column 3: 2 fields");
    assertRefused("fewer.csv", input("fewer.csv"), "", "say nullPadding");
  }

  @Test
  void shortRowsAreFilledIfNullPaddingIsSet() throws Exception {
    rig.load("fewer.csv", input("fewer.csv"), "'nullPadding': true");

    assertThat(rig.columns()).isEqualTo("a BIGINT, b BIGINT, c VARCHAR");
    assertThat(rig.rows("FROM t")).hasSize(5).contains(Arrays.asList("4", "4", null));
    byte[] text = "a,b,c\n1\n2,3,4\n\n5,6,7,8\n".getBytes(UTF_8);
    assertRefused("a.csv", text, "'nullPadding': true", "line 5, column 4: 4 fields");
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
  void whatTheSourceSaysHolds(String said, String text, String columns, String rows)
      throws Exception {
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
        "'columns': {'b': 'BIGINT'} | line 3, column 2: \"x\" of column b is no BIGINT",
        "'columns': {'a': 'DECIMAL(4,1)'} | line 3, column 1: \"0.25\" of column a is no DECIMAL",
        "'columns': {'a': 'INTEGER'} | line 3, column 1: \"0.25\" of column a is no INTEGER",
        "'columns': {'c': 'DATE'} | line 2, column 3: \"01/02/2026\" of column c is no DATE",
        "'columns': {'d': 'DATE'} | columns names d, but there are only [a, b, c]",
        "'columns': [{'name': 'x'}], 'header': false | 3 fields, but columns names 1",
        "'delimiter': ';', 'columns': {'a': 'DATE'} | columns names a, but there are only",
        "'encoding': 'UTF-16' | line 1, column",
        "'format': 'json' | this is no JSON",
      })
  void whatDoesNotFitWhatTheSourceSaysIsRefused(String said, String words) {
    byte[] text = "a,b,c\n1,1,01/02/2026\n0.25,x,01/02/2026\n".getBytes(UTF_8);

    assertRefused("rows.csv", text, said, words.strip());
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
    String words = "\"%s\" of column a is no DOUBLE".formatted(number);

    assertRefused("rows.csv", ("a,b\n" + number + ",1\n").getBytes(UTF_8), said, words);
    assertRefused("rows.json", "[{\"a\": %s}]".formatted(number).getBytes(UTF_8), said, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v,w{n}1,`2,5`{n}", "1,5{n}2,5{n}"})
  void commaThatMayBeTheDecimalIsNotGuessed(String text) {
    byte[] content = text(text.replace('`', '"')).getBytes(UTF_8);

    assertRefused("rows.csv", content, "'decimal': ','", "which is the decimal: say the delimiter");
  }

  @Test
  void rowsToBeFilledDoNotTellTheDelimiterAlone() {
    byte[] text = "id;Date, time, zone\n1;Mon, 10:00\n2\n".getBytes(UTF_8);

    assertRefused("rows.csv", text, "'nullPadding': true", "the fields may be separated by");
  }

  @Test
  void nameOfAFileTellsThatTabsSeparateItsFields() throws Exception {
    rig.load("rows.tsv", "id\tCity, State\n1\tAustin, TX\n");

    assertThat(rig.columns()).isEqualTo("id BIGINT, City, State VARCHAR");
    assertRefused(
        "rows.txt", "id\tCity, State\n1\tAustin, TX\n".getBytes(UTF_8), "", "a tabulator");
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
  void encodingIsFoundOrSaid(String encoding, String mark, String said) throws Exception {
    byte[] text =
        (mark + "email,name\nada@example.com,Müller\n").getBytes(Charset.forName(encoding));

    rig.load("list.csv", text, said.isEmpty() ? "" : "'encoding': '%s'".formatted(said));

    assertThat(rig.rows("SELECT email, name FROM t"))
        .containsExactly(List.of("ada@example.com", "Müller"));
  }

  @Test
  void bytesOfAnotherEncodingAreRefusedWithTheirPlace() throws Exception {
    assertRefused(
        "latin1.csv", input("latin1.csv"), "", "line 2, column 18: a byte that is no UTF-8");
    byte[] late = ("a,b\n" + "1,x\n".repeat(MANY) + "2,Zoë\n").getBytes(ISO_8859_1);
    assertRefused("late.csv", late, "", "line 302, column 5: a byte that is no UTF-8");
    byte[] cut = Arrays.copyOf("a,b\n1,ü".getBytes(UTF_8), 7);
    assertRefused("cut.csv", cut, "", "line 2, column 3: a byte that is no UTF-8");
    assertRefused("rows.ndjson", "{\"a\": \"ü\"}".getBytes(ISO_8859_1), "", "line 1, column 8");
    assertRefused("a.csv", "a,b\n1,\0\n".getBytes(UTF_8), "", "line 2, column 3: a character of");
    byte[] end = "a,b\n\uFFFE\uFFFD\uFFFE\n1,2\n".getBytes(UTF_8);
    assertRefused("a.csv", end, "", "line 2, column 1: a character of value U+FFFE");
  }

  @Test
  void jsonInOtherEncodingsIsRead() throws Exception {
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      rig.load("rows.json", "\uFEFF[{\"a\": \"ü\"}]".getBytes(charset), "");

      assertThat(rig.rows("FROM t")).containsExactly(List.of("ü"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1}{n}{'a': {n} | line 3, column 1: this is no JSON",
        "{'a': 1, 'a': 2} | the name \"a\" is there twice",
        "{'a': {'b': 1, 'b': 2}} | the name \"b\" is there twice",
        "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':[{'x':1,'x':2}]}}}}}}}}} | name \"x\" is",
        "{'a':[[[[[[[[[[{'x':1,'x':2}]]]]]]]]]]} | the name \"x\" is there twice",
        "{} {} | it has no rows, or none with a name",
        "[null, {'a': 1}] | line 1, column 2: a row must be an object",
        "# by a tool{n}{'a': 1} | this is no JSON",
        "{'a': 1, b: 2} | this is no JSON",
        "{'a': 1}{n}5 | line 2, column 1: a row must be an object",
        "[{'a': 1}, null] | line 1, column 12: a row must be an object",
        "[{'a': 1}] {'a': 2} | line 1, column 12: there is more",
        "{'a': NaN} | this is no JSON: Non-standard token 'NaN'",
        "{'a': 'x\\ud800y'} | line 1, column 7: a text has half a character",
        "{'a': {'b': ['\\udc00']}} | line 1, column 7: a text has half a character",
        "{'a\\ud800': 1} | a name has a zero or half a character",
        "{'a': {'b\\u0000': 1}} | a name has a zero or half a character",
        "[] | it has no rows",
      })
  void damagedJsonIsRefusedWithItsPlace(String text, String words) {
    assertRefused("rows.json", text(text.replace('\'', '"')).getBytes(UTF_8), "", words.strip());
  }

  @Test
  void charactersBeyondTheFirstPlaneAreKept() throws Exception {
    rig.load("rows.json", "[{\"a\": \"\\ud83d\\ude00\", \"b\": \"x\\u0000y\"}]");

    assertThat(rig.rows("FROM t")).containsExactly(List.of("\ud83d\ude00", "x\0y"));
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

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T10:30, 2026-01-02 10:30:00",
    "2026-01-02 10:30:00.5, 2026-01-02 10:30:00.5",
    "2026-01-02T10:30Z, 2026-01-02 10:30:00+00",
    "2026-01-02T10:30:00+0230, 2026-01-02 08:00:00+00",
    "2026-01-02T10:30:00.123456-08, 2026-01-02 18:30:00.123456+00",
    "10:30:00.25, 10:30:00.25",
    "9999-12-31T23:00:00-05:00, 10000-01-01 04:00:00+00",
    "0001-01-01T00:00:00+05:00, 0001-12-31 (BC) 19:00:00+00",
  })
  void timesWithinStructuresAreThoseThatAreWritten(String written, String held) throws Exception {
    rig.load("rows.json", "[{\"a\": {\"b\": \"%s\"}}]".formatted(written));

    assertThat(rig.rows("SELECT a.b FROM t")).containsExactly(List.of(held));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{}, {'a': 1}]",
        "[{ 'a\\u0062': 1 }]",
        "{'a\\'b': 1}",
        "{} {'a': 1}",
        "\n \n{'a': 1}",
      })
  void jsonIsNoCsvWhateverTheFileIsCalled(String text) throws Exception {
    rig.load("rows.csv", text.replace('\'', '"'));

    assertThat(rig.rows("FROM t")).contains(List.of("1"));
  }

  @Test
  void jsonMayBeginLateAndWithALongName() throws Exception {
    rig.load("rows.csv", " ".repeat(70_000) + "{\"a\": 1}");
    assertThat(rig.rows("FROM t")).containsExactly(List.of("1"));

    rig.load("rows.csv", "{\"%s\": 1}".formatted("a".repeat(5_000)));
    assertThat(rig.rows("FROM t")).containsExactly(List.of("1"));
  }

  private static void assertRefused(String name, byte[] text, String said, String words) {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> rig.load(name, text, said))
        .withMessageStartingWith("source t")
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE));
  }

  private static String text(String written) {
    return written
        .replace("{n}", "\n")
        .replace("{r}", "\r")
        .replace("{t}", "\t")
        .replace("{p}", "|");
  }

  private static byte[] input(String name) throws IOException {
    try (InputStream in = SourceTablesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
