package dev.offload.report.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reading;
import dev.offload.report.protocol.SourceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv; charset=utf-8 | rows.ndjson | {} | CSV",
        "application/x-ndjson | rows.csv | a,b | JSON",
        "application/octet-stream | ROWS.CSV | {} | CSV",
        "application/octet-stream | rows.jsonl | a,b | JSON",
        "application/octet-stream | rows.json | a,b | JSON",
        "application/octet-stream | rows | {\"a\": 1} | JSON",
        "application/octet-stream | rows | [ | JSON",
        "application/octet-stream | rows | a,b | CSV",
        "application/octet-stream | rows | `` | CSV",
        "text/csv | rows.csv | [{\"a\": 1}] | JSON",
        "text/csv | rows.csv | {\"a\": 1} | JSON",
        "text/csv | rows.csv | {\"a\",b | CSV",
      })
  void formatIsToldByABeginOfJsonThenContentTypeThenNameThenBegin(
      String contentType, String name, String begin, SourceFormat format) {
    assertThat(SourceKind.of(source(contentType, name, Reading.UNSPECIFIED), begin))
        .isEqualTo(format);
  }

  @Test
  void formatOfTheClientHasPrecedence() {
    Reading csv =
        new Reading(SourceFormat.CSV, null, null, null, null, null, null, null, null, null, null);
    Reading semicolons =
        new Reading(null, null, null, ";", null, null, null, null, null, null, null);

    assertThat(SourceKind.of(source("application/json", "a.json", csv), "{\"a\": 1}"))
        .isEqualTo(SourceFormat.CSV);
    assertThat(SourceKind.of(source("application/json", "a.json", semicolons), "{\"a\": 1}"))
        .isEqualTo(SourceFormat.CSV);
  }

  private static Job.Source source(String contentType, String name, Reading reading) {
    return new Job.Source("t", "source-0", contentType, name, reading);
  }
}
