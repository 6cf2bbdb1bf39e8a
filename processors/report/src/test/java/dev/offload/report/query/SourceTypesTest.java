package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

/// The types of columns fit every row of a file, and no value changes.
class SourceTypesTest {
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
        "2026-01-02 10:00:00 | 2026-01-02T10:30:00. | VARCHAR | 2026-01-02T10:30:00.",
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

  @Test
  void charactersBeyondTheFirstPlaneAreKept() throws Exception {
    rig.load("rows.json", "[{\"a\": \"\\ud83d\\ude00\", \"b\": \"x\\u0000y\"}]");

    assertThat(rig.rows("FROM t")).containsExactly(List.of("\ud83d\ude00", "x\0y"));
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
}
