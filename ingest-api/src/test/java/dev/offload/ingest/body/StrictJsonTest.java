package dev.offload.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.json.Json;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"price\":1.10}",
        "{\"price\":1e3,\"name\":\"ä\"}",
        "[1E+2,-0,{\"a\":-0},-0.0,0.10,123456789012345678901234567890,1.0]"
      })
  void numbersKeepTheirSpelling(String json) throws IOException {
    byte[] written = Json.MAPPER.writeValueAsBytes(StrictJson.read(json.getBytes(UTF_8)));

    assertThat(written).asString(UTF_8).isEqualTo(json);
  }
}
