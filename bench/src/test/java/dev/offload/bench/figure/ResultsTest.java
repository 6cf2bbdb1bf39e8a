package dev.offload.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Setting SETTING = new Setting(12, 2, Map.of("java", "25", "kafka", "4.3.1"));

  @Test
  void jsonLineHasEveryFigureThePartitionsAndTheVersions() throws Exception {
    // Given
    Results results = new Results();
    Map<Figure, Double> run = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      run.put(figure, 1.5);
    }

    // When
    results.add(run);

    // Then
    String line = results.json(SETTING);
    assertThat(line).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "acceptPerSecond",
            "batchAcceptPerSecond",
            "drainPerSecond",
            "startP50Ms",
            "startP99Ms",
            "startDecidedP50Ms",
            "doneP50Ms",
            "doneP99Ms",
            "cancelP50Ms",
            "cancelP99Ms",
            "acceptP99MsBusy",
            "floodPerSecond",
            "floodStartP50Ms",
            "floodStartP99Ms",
            "neighbourStartP50Ms",
            "neighbourStartP99Ms",
            "unlimitedPerSecond",
            "keyLimitedPerSecond",
            "queueLimitedPerSecond",
            "rawPerSecond",
            "partitions",
            "cores",
            "runs",
            "versions");
    assertThat(json.path("partitions").asInt()).isEqualTo(12);
    assertThat(json.path("versions").path("kafka").asText()).isEqualTo("4.3.1");
  }

  @Test
  void medianOfThreeRunsCounts() throws Exception {
    // Given
    Results results = new Results();

    // When
    results.add(Map.of(Figure.START_P50_MS, 9.0));
    results.add(Map.of(Figure.START_P50_MS, 3.125));
    results.add(Map.of(Figure.START_P50_MS, 1.0));

    // Then
    JsonNode json = new ObjectMapper().readTree(results.json(SETTING));
    assertThat(json.path("startP50Ms").asDouble()).isEqualTo(3.12);
    assertThat(json.path("runs").asInt()).isEqualTo(3);
    assertThat(results.table()).contains("3.12   (9, 3.12, 1)");
  }

  @Test
  void meanOfTwoRunsCountsAndRatesAreWhole() throws Exception {
    // Given
    Results results = new Results();

    // When
    results.add(Map.of(Figure.ACCEPT_PER_SECOND, 8000.2));
    results.add(Map.of(Figure.ACCEPT_PER_SECOND, 9000.6));

    // Then
    JsonNode json = new ObjectMapper().readTree(results.json(SETTING));
    assertThat(json.path("acceptPerSecond").asText()).isEqualTo("8500");
  }
}
