package dev.offload.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P1W              | PT168H
          P2W              | PT336H
          P1.5W            | PT252H
          P1W2D            | PT216H
          P1D              | PT24H
          P0.5D            | PT12H
          P1DT12H          | PT36H
          P1WT1S           | PT168H1S
          PT36H            | PT36H
          PT0.5H           | PT30M
          PT1H30M          | PT1H30M
          PT1.5M           | PT1M30S
          PT1,5S           | PT1.5S
          PT0S             | PT0S
          P0D              | PT0S
          PT0.000000001S   | PT0.000000001S
          PT0.999999999M   | PT59.99999994S
          PT9223372036854775807S | PT2562047788015215H30M7S
          """)
  void durationsAreReadAsInIso8601(String text, Duration length) throws JsonProcessingException {
    assertThat(Durations.parse(text)).contains(length);
    assertThat(Json.MAPPER.readValue('"' + text + '"', Duration.class)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1",
        "1W",
        "P1DT",
        "P1H",
        "PT1D",
        "PT1W",
        "P1D1W",
        "PT1M1H",
        "PT1.5H30M",
        "PT1S ",
        "PT.5S",
        "PT1.S",
        "-PT5M",
        "PT-5M",
        "+PT5M",
        "P1Y",
        "P1M",
        "P1Y2M3D",
        "p1w",
        "five minutes",
        "PT9223372036854775808S",
        "P9999999999999999999W"
      })
  void invalidDurationIsRefused(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-9223372036854775808S", "PT9223372036854775807.999999999S", "PT-0.5S"})
  void writtenDurationIsReadBack(Duration length) throws JsonProcessingException {
    String json = Json.MAPPER.writeValueAsString(length);

    assertThat(Json.MAPPER.readValue(json, Duration.class)).isEqualTo(length);
  }
}
