package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {
  @TempDir Path directory;

  @Test
  void eachRowIsAnObjectOnALineOfItsOwn() throws Exception {
    assertThat(json("SELECT 'a\"b' AS t, 7 AS n, true AS b UNION ALL SELECT '', NULL, NULL"))
        .isEqualTo(
            """
            [
            {"t":"a\\"b","n":7,"b":true},
            {"t":"","n":null,"b":null}
            ]
            """);
  }

  @Test
  void answerWithoutRowsIsAnEmptyArray() throws Exception {
    assertThat(json("SELECT 1 AS a WHERE false")).isEqualTo("[\n]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "170141183460469231731687303715884105727::HUGEINT | 170141183460469231731687303715884105727",
        "12345678901234567890.50::DECIMAL(22,2) | 12345678901234567890.50",
        "0.1::FLOAT | 0.1",
        "1e300::DOUBLE | 1.0E300",
        "'infinity'::DOUBLE | \"Infinity\"",
        "DATE '2026-01-02' | \"2026-01-02\"",
        "TIMESTAMP '2026-01-02 10:00:00' | \"2026-01-02 10:00:00\"",
        "[1, 2, NULL] | [1,2,null]",
        "{'a': 'x', 'b': [1.10::DECIMAL(9,2)]} | {\"a\":\"x\",\"b\":[1.1]}",
        "[1234567890123456.50::DECIMAL(18,2)] | \"[1234567890123456.50]\"",
        "[170141183460469231731687303715884105727::HUGEINT] |"
            + " \"[170141183460469231731687303715884105727]\"",
        "['nan'::DOUBLE] | \"[NaN]\"",
        "'{\"a\": 1.50}'::JSON | {\"a\": 1.50}",
        "'[1, 2]' | \"[1, 2]\"",
      })
  void valueIsKept(String expression, String written) throws Exception {
    assertThat(json("SELECT %s AS a".formatted(expression)))
        .isEqualTo("[\n{\"a\":%s}\n]\n".formatted(written));
  }

  @Test
  void fileStopsAtItsLimit() throws Exception {
    Path file = directory.resolve("small.json");
    List<AnswerColumn> columns = List.of(AnswerColumn.of("a", "VARCHAR"));

    assertThatExceptionOfType(LimitedFile.Full.class)
        .isThrownBy(
            () -> {
              try (JsonFile json = JsonFile.create(file, columns, 10)) {
                json.write(List.of(new Cell.Text("x".repeat(100_000))));
              }
            });
  }

  private String json(String query) throws Exception {
    Path file = directory.resolve("file.json");
    try (AnswerRig rig = new AnswerRig(directory, query)) {
      List<AnswerColumn> columns =
          rig.answer.columns().stream().map(AnswerColumn::withJson).toList();
      rig.write(columns, read -> JsonFile.create(file, read, AnswerRig.LARGE));
    }
    return Files.readString(file);
  }
}
