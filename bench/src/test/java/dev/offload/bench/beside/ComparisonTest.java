package dev.offload.bench.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Comparison COMPARISON =
      new Comparison(
          "BullMQ",
          "It has one worker.",
          List.of(round(6000, 5000, 900), round(7000, 4000, 1500), round(5000, 6000, 1200)),
          List.of(round(4000, 9000, 3000), round(5000, 7000, 3100), round(3000, 8000, 2900)),
          Map.of("redis", "7.0.15", "java", "25"),
          2);

  @Test
  void factorIsThatOfTheMedians() {
    assertThat(COMPARISON.factor(Rate.ACCEPTED)).isEqualTo(1.5);
    assertThat(COMPARISON.factor(Rate.DRAINED)).isEqualTo(0.625);
    assertThat(COMPARISON.factor(Rate.WHOLE)).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void tableHasTheMediansTheFactorAndEachRound() {
    assertThat(COMPARISON.table().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsSubsequence(
                        "first POST to last end",
                        "1,200",
                        "3,000",
                        "0.40",
                        "(900, 1,500, 1,200; 3,000, 3,100, 2,900)"));
  }

  @Test
  void tableEndsWithWhatAReaderHasToKnow() {
    assertThat(COMPARISON.table()).endsWith(String.format("It has one worker.%n"));
  }

  @Test
  void jsonLineHasBothMediansTheFactorAndTheVersions() throws Exception {
    // When
    String line = COMPARISON.json();

    // Then
    assertThat(line).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "beside",
            "acceptedPerSecond",
            "drainedPerSecond",
            "wholePerSecond",
            "cores",
            "runs",
            "versions");
    assertThat(json.path("drainedPerSecond").toString())
        .isEqualTo("{\"ours\":5000,\"theirs\":8000,\"factor\":0.63}");
    assertThat(json.path("beside").asText()).isEqualTo("bullmq");
    assertThat(json.path("runs").asInt()).isEqualTo(3);
    assertThat(json.path("versions").path("redis").asText()).isEqualTo("7.0.15");
  }

  private static Map<Rate, Double> round(double accepted, double drained, double whole) {
    return Map.of(Rate.ACCEPTED, accepted, Rate.DRAINED, drained, Rate.WHOLE, whole);
  }
}
