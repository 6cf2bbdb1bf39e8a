package dev.offload.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "0e308",
        "1e308",
        "-9.9e308",
        "1e-308",
        "12345678.9e301",
        "0.10"
      })
  void numberWithinTheBoundsIsTaken(String number) {
    assertThat(faults(number)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "10.0e308", "9.9e-309", "1e-400", "0e309", "0e999999"})
  void numberBeyondTheBoundsIsRefused(String number) {
    assertThat(faults(number))
        .containsExactly(
            "/0 must be a number whose exponent is between -308 and 308, with one digit before"
                + " the point");
  }

  private static List<String> faults(String number) {
    Faults faults = new Faults();
    TextRules.check(
        StrictJson.read("[%s]".formatted(number).getBytes(StandardCharsets.UTF_8)), faults);
    return faults.list().stream().map(fault -> fault.pointer() + " " + fault.detail()).toList();
  }
}
