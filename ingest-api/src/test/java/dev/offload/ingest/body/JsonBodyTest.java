package dev.offload.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static final int LIMIT = 5_000;

  private static String json(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 2_047, 2_048, 2_049, 4_096, LIMIT})
  void bodyIsReadWhole(int bytes) throws IOException {
    JsonBody body = JsonBody.read(stream(json(bytes)), LIMIT);
    assertThat(body.json().textValue()).isEqualTo("x".repeat(bytes - 2));
    assertThat(body.size()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2_046, 2_047, 2_048, LIMIT})
  void bodyOfOneByteTooManyIsRefused(int limit) {
    InputStream body = stream(json(limit + 1));
    assertThatThrownBy(() -> JsonBody.read(body, limit)).isInstanceOf(ProblemException.class);
  }
}
