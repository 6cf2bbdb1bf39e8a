package dev.offload.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
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

  @Test
  void mistakeIsLocatedInTheWholeBody() {
    TextSlice thirdLine = new TextSlice(ByteBuffer.wrap("{\"ä\": [}".getBytes(UTF_8)), 3);

    assertThatThrownBy(() -> StrictJson.read(thirdLine))
        .isInstanceOf(ProblemException.class)
        .hasMessageEndingWith(": ']' must come first (line 3, column 8).");
  }
}
