package dev.offload.report.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.protocol.SourceFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv; charset=utf-8 | rows.ndjson | {a},b | CSV",
        "application/x-ndjson | rows.csv | a,b | JSON",
        "application/octet-stream | ROWS.CSV | {a},b | CSV",
        "application/octet-stream | rows.jsonl | a,b | JSON",
        "application/octet-stream | rows.json | a,b | JSON",
        "application/octet-stream | rows | {\"a\": 1} | JSON",
        "application/octet-stream | rows | [ | JSON",
        "application/octet-stream | rows | a,b | CSV",
        "application/octet-stream | rows | `` | CSV",
        "text/csv | rows.csv | [{\"a\": 1}] | JSON",
        "text/csv | rows.csv | {\"a\": 1} | JSON",
        "text/csv | rows.csv | {\"a\",b | CSV",
        "text/csv | rows.csv | {} | JSON",
        "text/csv | rows.csv | {}{n}{} | JSON",
        "text/csv | rows.csv | [] | JSON",
        "text/csv | rows.csv | [{}] | JSON",
        "text/csv | rows.csv | [1,2]{n}[3,4] | JSON",
        "text/csv | rows.csv | [null,{\"a\":1}] | JSON",
        "text/csv | rows.csv | [null, | JSON",
        "text/csv | rows.csv | {\"a | JSON",
        "text/csv | rows.csv | {'a': 1, 'b': 2} | JSON",
        "text/csv | rows.csv | [{a: 1}] | JSON",
        "text/csv | rows.csv | # by a tool{n}// of mine{n}{\"a\":1} | JSON",
        "text/csv | rows.csv | # by a tool{n}a,b | CSV",
        "text/csv | rows.csv | [],5{n}[],6 | CSV",
        "text/csv | rows.csv | [id],[name] | CSV",
        "text/csv | rows.csv | [1,2){n}[3,4) | CSV",
      })
  void formatIsDetectedFromContentThenTypeThenName(
      String contentType, String name, String begin, SourceFormat format) {
    Job.Source source = source(contentType, name, ReadingOptions.UNSPECIFIED);

    assertThat(SourceKind.of(source, begin.replace("{n}", "\n"))).isEqualTo(format);
  }

  @Test
  void truncatedJsonIsRecognisedAsJson() {
    Job.Source source = source("text/csv", "rows.csv", ReadingOptions.UNSPECIFIED);

    for (String begin : List.of("{\"" + "a".repeat(SourceKind.BEGIN), "[" + "{}, ".repeat(9_000))) {
      assertThat(SourceKind.of(source, begin)).isEqualTo(SourceFormat.JSON);
    }
  }

  @Test
  void formatOfTheClientHasPrecedence() {
    ReadingOptions csv =
        new ReadingOptions(
            SourceFormat.CSV, null, null, null, null, null, null, null, null, null, null);
    ReadingOptions semicolons =
        new ReadingOptions(null, null, null, ";", null, null, null, null, null, null, null);

    assertThat(SourceKind.of(source("application/json", "a.json", csv), "{\"a\": 1}"))
        .isEqualTo(SourceFormat.CSV);
    assertThat(SourceKind.of(source("application/json", "a.json", semicolons), "{\"a\": 1}"))
        .isEqualTo(SourceFormat.CSV);
  }

  private static Job.Source source(String contentType, String name, ReadingOptions reading) {
    return new Job.Source("t", "source-0", contentType, name, reading);
  }
}
