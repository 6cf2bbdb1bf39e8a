package dev.offload.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {
  private static Stream<Instant> instants() {
    return Stream.of(
        Instant.EPOCH,
        Instant.parse("2026-11-23T02:03:04Z"),
        Instant.parse("2026-11-23T02:03:04.120Z"),
        Instant.parse("2026-11-23T02:03:04.123456Z"),
        Instant.parse("2026-11-23T02:03:04.123456789Z"),
        Instant.parse("0000-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59.999999999Z"),
        Instant.parse("+10000-01-01T04:59:59Z"),
        Instant.parse("-0001-12-31T23:59:59Z"),
        Instant.MIN,
        Instant.MAX);
  }

  @ParameterizedTest
  @MethodSource("instants")
  void writtenTimeIsReadBack(Instant instant) throws JsonProcessingException {
    String json = Json.MAPPER.writeValueAsString(instant);

    assertThat(Json.MAPPER.readValue(json, Instant.class)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T03:03:04+01:00", "2026-11-22T21:33:04-04:30"})
  void offsetIsTakenIntoAccount(String text) throws JsonProcessingException {
    assertThat(Json.MAPPER.readValue('"' + text + '"', Instant.class))
        .isEqualTo(Instant.parse("2026-11-23T02:03:04Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"yesterday\"",
        "\"2026-11-23\"",
        "\"2026-11-23T02:03:04\"",
        "\"2026-13-23T02:03:04Z\"",
        "\"2026-11-23T02:03:04Z and more\"",
        "[]",
        "{}"
      })
  void invalidTimeIsRefused(String json) {
    assertThatThrownBy(() -> Json.MAPPER.readValue(json, Instant.class))
        .isInstanceOf(JsonMappingException.class);
  }
}
