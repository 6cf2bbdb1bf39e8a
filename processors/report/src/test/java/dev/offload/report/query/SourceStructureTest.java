package dev.offload.report.query;

import static dev.offload.report.query.SourceRig.input;
import static dev.offload.report.query.SourceRig.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The structure of a file is found, or the file is refused with the place where it is not clear.
class SourceStructureTest {
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
      nullValues = "-",
      value = {
        "region,2019,2020{n}Alps,5,6{n} | region VARCHAR, 2019 BIGINT, 2020 BIGINT | Alps 5 6",
        ",2019,2020{n}Alps,5,6{n} | column0 VARCHAR, 2019 BIGINT, 2020 BIGINT | Alps 5 6",
        "2019,2020{n}5,6{n} | 2019 BIGINT, 2020 BIGINT | 5 6",
        "size,2026-01-01{n}M,5{n} | size VARCHAR, 2026-01-01 BIGINT | M 5",
        "id,1,2{n}5,6,7{n} | id BIGINT, 1 BIGINT, 2 BIGINT | 5 6 7",
        "1,2.5{n}3,4{n} | column0 BIGINT, column1 DOUBLE | 1 2.5; 3 4.0",
        "a,b{n} | a VARCHAR, b VARCHAR | ``",
        "id{n} | id VARCHAR | ``",
        "Order No.,Sum incl. tax{n} | Order No. VARCHAR, Sum incl. tax VARCHAR | ``",
        "<b>x</b>,y{n}<i>,5{n} | <b>x</b> VARCHAR, y BIGINT | <i> 5",
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
        "<html><head><title>502 Bad Gateway</title></head></html> # it is HTML or XML",
        "{n} <!DOCTYPE html>{n}<p>x</p>{n} # it is HTML or XML",
        "<?xml version=`1.0`?><rows><row a=`1`/></rows> # it is HTML or XML",
        "<!-- page --><p>x</p> # it is HTML or XML",
        "<rows><row a='1'/></rows> # line 1: it may name the columns of no rows, or be markup",
        "<rows>{n}<row/>{n}</rows>{n} # line 1: it may name the columns of no rows, or be markup",
        "<Error Code='1', At='x'/>{n} # line 1: it may name the columns of no rows, or be markup",
        "Internal Server Error{n} # line 1: it may name the columns of no rows, or be a message",
        "502 Bad Gateway # line 1: it may name the columns of no rows, or be a message",
        "Error:timeout # line 1: it may name the columns of no rows, or be a message",
        "`Not found` # line 1: it may name the columns of no rows, or be a message",
        "Sorry, we are closed, try later. # line 1: it may name the columns of no rows, or be",
        "%PDF-1.7{n}1 0 obj{n} # it is a PDF, and only CSV and JSON are read",
        "{\\rtf1 Hello} # it is an RTF file",
        "a:b{n}`1`:2{n} # closing quote: ':' (0x3a): set delimiter",
      })
  void structureThatIsNotClearIsRefusedWithItsPlace(String text, String words) {
    rig.assertRefused("rows.csv", text(text.replace('`', '"')).getBytes(UTF_8), "", words.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "504b030414000600, a ZIP or XLSX file",
    "1f8b0800, a gzip file",
    "d0cf11e0, an old Excel or Word file",
    "89504e470d0a1a0a, a picture",
    "50415231, a Parquet file",
  })
  void filesOfOtherFormatsAreRefused(String content, String format) {
    rig.assertRefused(
        "rows.csv",
        HexFormat.of().parseHex(content),
        "",
        "it is " + format + ", and only CSV and JSON are read");
  }

  @Test
  void messageIsAHeaderIfTheClientSaysSo() throws Exception {
    rig.load("rows.csv", "Internal Server Error\n".getBytes(UTF_8), "'header': true");

    assertThat(rig.columns()).isEqualTo("Internal Server Error VARCHAR");
  }

  @Test
  void lateLongerRowIsRefused() {
    String text = "a,b,c\n" + "1,2,3\n".repeat(MANY) + "1,2,3,4\n";

    rig.assertRefused(
        "rows.csv", text.getBytes(UTF_8), "", "line 302, column 4: 4 fields where line 1 has 3");
  }

  @Test
  void fileWithOnlyShortRowsIsRefused() throws Exception {
    rig.assertRefused("fewer.csv", input("fewer.csv"), "", "line 2, column 3: 2 fields");
    rig.assertRefused("fewer.csv", input("fewer.csv"), "", "set nullPadding");
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
  void fileNameTsvMeansTabs() throws Exception {
    rig.load("rows.tsv", "id\tCity, State\n1\tAustin, TX\n");

    assertThat(rig.columns()).isEqualTo("id BIGINT, City, State VARCHAR");
    rig.assertRefused(
        "rows.txt", "id\tCity, State\n1\tAustin, TX\n".getBytes(UTF_8), "", "a tabulator");
  }

  @Test
  void bytesOfAnotherEncodingAreRefusedWithTheirPlace() throws Exception {
    rig.assertRefused(
        "latin1.csv",
        input("latin1.csv"),
        "",
        "line 2, column 18: a byte that is not valid in UTF-8");
    byte[] late = ("a,b\n" + "1,x\n".repeat(MANY) + "2,Zoë\n").getBytes(ISO_8859_1);
    rig.assertRefused(
        "late.csv", late, "", "line 302, column 5: a byte that is not valid in UTF-8");
    byte[] cut = Arrays.copyOf("a,b\n1,ü".getBytes(UTF_8), 7);
    rig.assertRefused("cut.csv", cut, "", "line 2, column 3: a byte that is not valid in UTF-8");
    rig.assertRefused("rows.ndjson", "{\"a\": \"ü\"}".getBytes(ISO_8859_1), "", "line 1, column 8");
    rig.assertRefused(
        "a.csv", "a,b\n1,\0\n".getBytes(UTF_8), "", "line 2, column 3: a character of");
    byte[] end = "a,b\n\uFFFE\uFFFD\uFFFE\n1,2\n".getBytes(UTF_8);
    rig.assertRefused("a.csv", end, "", "line 2, column 1: a character of value U+FFFE");
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
        "{'a': 1}{n}{'a': {n} | line 3, column 1: this is not JSON",
        "{'a': 1, 'a': 2} | the name \"a\" appears twice",
        "{'a': {'b': 1, 'b': 2}} | the name \"b\" appears twice",
        "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':[{'x':1,'x':2}]}}}}}}}}} | name \"x\" appears",
        "{'a':[[[[[[[[[[{'x':1,'x':2}]]]]]]]]]]} | the name \"x\" appears twice",
        "{} {} | it has no rows, or none with a name",
        "[null, {'a': 1}] | line 1, column 2: a row must be an object",
        "# by a tool{n}{'a': 1} | this is not JSON",
        "{'a': 1, b: 2} | this is not JSON",
        "{'a': 1}{n}5 | line 2, column 1: a row must be an object",
        "[{'a': 1}, null] | line 1, column 12: a row must be an object",
        "[{'a': 1}] {'a': 2} | line 1, column 12: there is more",
        "{'a': NaN} | this is not JSON: Non-standard token 'NaN'",
        "{'a': 'x\\ud800y'} | line 1, column 7: a text has half a surrogate pair",
        "{'a': {'b': ['\\udc00']}} | line 1, column 7: a text has half a surrogate pair",
        "{'a\\ud800': 1} | a name has the character U+0000 or half a surrogate pair",
        "{'a': {'b\\u0000': 1}} | a name has the character U+0000 or half a surrogate pair",
        "[] | it has no rows",
      })
  void damagedJsonIsRefusedWithItsPlace(String text, String words) {
    rig.assertRefused(
        "rows.json", text(text.replace('\'', '"')).getBytes(UTF_8), "", words.strip());
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
  void jsonIsNotReadAsCsvWhateverTheFileName(String text) throws Exception {
    rig.load("rows.csv", text.replace('\'', '"'));

    assertThat(rig.rows("FROM t")).contains(List.of("1"));
  }

  @Test
  void jsonIsDetectedAfterBlanksAndWithALongName() throws Exception {
    rig.load("rows.csv", " ".repeat(70_000) + "{\"a\": 1}");
    assertThat(rig.rows("FROM t")).containsExactly(List.of("1"));

    rig.load("rows.csv", "{\"%s\": 1}".formatted("a".repeat(5_000)));
    assertThat(rig.rows("FROM t")).containsExactly(List.of("1"));
  }
}
