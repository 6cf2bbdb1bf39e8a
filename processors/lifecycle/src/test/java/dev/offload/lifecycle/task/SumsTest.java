package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.work.Children;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumsTest {
  @Test
  void onlyWholeNumbersOfAResultCount() throws JsonProcessingException {
    JsonNode result =
        json(
            """
            {"sent": 3, "undone": -1, "rate": 0.5, "name": "x", "list": [1], "inner": {"sent": 7},
             "none": null, "most": 100000000000000, "tooMuch": 100000000000001,
             "farTooLittle": -9223372036854775808, "beyond": 99999999999999999999}
            """);
    assertThat(Sums.of(result))
        .isEqualTo(Map.of("sent", 3L, "undone", -1L, "most", Children.LARGEST_SUMMAND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "[1, 2]", "\"text\"", "null"})
  void resultThatIsNotAnObjectAddsNothing(String result) throws JsonProcessingException {
    assertThat(Sums.of(json(result))).isEmpty();
  }

  @Test
  void missingResultAddsNothing() {
    assertThat(Sums.of(null)).isEmpty();
  }

  @Test
  void sumsAreByName() {
    assertThat(Sums.sum(Map.of("a", 1L, "b", 2L), Map.of("b", 3L, "c", 4L)))
        .isEqualTo(Map.of("a", 1L, "b", 5L, "c", 4L));
  }

  @Test
  void longNamesAreLeftOut() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("n".repeat(Children.MAX_SUM_NAME_LENGTH), 1);
    result.put("n".repeat(Children.MAX_SUM_NAME_LENGTH + 1), 1);
    assertThat(Sums.of(result)).hasSize(1);
  }

  @Test
  void firstNamesInTheAlphabetAreKeptInWhateverOrderTheyCome() {
    Map<String, Long> early = names('a', 20);
    Map<String, Long> late = names('b', 20);
    // When
    Map<String, Long> oneWay = Sums.sum(Sums.sum(early, late), early);
    Map<String, Long> other = Sums.sum(late, Sums.sum(early, early));
    // Then
    assertThat(oneWay).isEqualTo(other).hasSize(Children.MAX_SUMS).containsEntry("a00", 2L);
  }

  private static Map<String, Long> names(char prefix, int count) {
    Map<String, Long> names = new TreeMap<>();
    for (int number = 0; number < count; number++) {
      names.put("%c%02d".formatted(prefix, number), 1L);
    }
    return names;
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text);
  }
}
