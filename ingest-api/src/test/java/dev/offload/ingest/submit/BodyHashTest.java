package dev.offload.ingest.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.body.StrictJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyHashTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1, "b": {"c": 2, "d": []}} | {"b":{"d":[],"c":2},"a":1}
          {"a": 1.10}                      | {"a": 1.1}
          {"a": 1e3}                       | {"a": 1E+3}
          {"a": 100.0}                     | {"a": 1.0e2}
          {"a": [-0]}                      | {"a": [0]}
          {"a": -0}                        | {"a": 0.0}
          {"a": 10}                        | {"a": 10.0}
          {"a": 10}                        | {"a": 1e1}
          {"a": 100}                       | {"a": 0.1e3}
          {"a": -1200}                     | {"a": -1.2e3}
          {"a": 1e2000}                    | {"a": 10e1999}
          {"a": 100000000000000000000}     | {"a": 1e20}
          """)
  void equalBodiesHaveEqualHashes(String one, String other) {
    assertThat(hash(one)).isEqualTo(hash(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": [1, 2]}                  | {"a": [2, 1]}
          {"a": 0.1}                     | {"a": 0.10000000000000000001}
          {"a": 10}                      | {"a": 100}
          {"a": 1e2000}                  | {"a": 1e2001}
          {"a": 123456789012345678901.5} | {"a": 123456789012345678901.25}
          {"a": "1"}                     | {"a": 1}
          """)
  void differentBodiesHaveDifferentHashes(String one, String other) {
    assertThat(hash(one)).isNotEqualTo(hash(other));
  }

  private static String hash(String json) {
    return BodyHash.of(StrictJson.read(json.getBytes(UTF_8)));
  }
}
