package dev.offload.report.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.report.protocol.SourceFormat;
import dev.offload.report.protocol.UnfitReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv; charset=utf-8 | rows.ndjson | {} | CSV",
        "application/x-ndjson | rows.csv | a,b | NDJSON",
        "application/octet-stream | ROWS.CSV | {} | CSV",
        "application/octet-stream | rows.jsonl | a,b | NDJSON",
        "application/octet-stream | rows | {\"a\": 1} | NDJSON",
        "application/octet-stream | rows | a,b | CSV",
        "application/octet-stream | rows | `` | CSV",
      })
  void formatIsToldByContentTypeThenNameThenBegin(
      String contentType, String name, String begin, SourceFormat format) throws UnfitReport {
    assertThat(SourceKind.of("s", contentType, name, begin.getBytes(UTF_8))).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAR1....", "PK\u0003\u0004....", "a\u0000b"})
  void whatIsNoTextIsRefused(String begin) {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> SourceKind.of("sales", "text/csv", "sales.csv", begin.getBytes(UTF_8)))
        .withMessageContaining("sales");
  }
}
