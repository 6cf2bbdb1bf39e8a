package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  private static final String FORMER =
      """
      {"result": {"rows": 1.10, "none": null, "trap": {"$from": "/result/rows"}},
       "files": [{"id": "fil_1"}], "a/b": {"": true}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"$from\": \"/files/0/id\"}; \"fil_1\"",
        "{\"a\": {\"$from\": \"/result/rows\"}, \"b\": [1, {\"$from\": \"/result/none\"}]};"
            + " {\"a\": 1.10, \"b\": [1, null]}",
        "{\"$from\": \"/a~1b/\"}; true",
        "{\"$from\": \"/files\"}; [{\"id\": \"fil_1\"}]",
        "{\"x\": 1.0, \"y\": []}; {\"x\": 1.0, \"y\": []}"
      })
  void referencesAreReplacedByWhatTheyFind(String input, String resolved) {
    References.Resolved found = References.resolve(json(input), json(FORMER));

    assertThat(found.missing()).isEmpty();
    assertThat(found.json()).hasToString(json(resolved).toString());
  }

  @Test
  void foundValueIsNotAReference() {
    References.Resolved found =
        References.resolve(json("{\"a\": {\"$from\": \"/result/trap\"}}"), json(FORMER));

    assertThat(found.json()).hasToString("{\"a\":{\"$from\":\"/result/rows\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/result/other", "/files/1/id", "no-pointer", "/result/rows/deeper"})
  void firstReferenceThatFindsNothingIsNamed(String pointer) {
    JsonNode input =
        json("[{\"$from\": \"/result/rows\"}, {\"$from\": \"%s\"}]".formatted(pointer));

    References.Resolved found = References.resolve(input, json(FORMER));

    assertThat(found.missing()).isEqualTo(Optional.of(pointer));
    assertThat(found.json()).hasToString("[1.10,{\"$from\":\"%s\"}]".formatted(pointer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$from\": \"/result\", \"more\": 1}",
        "\"$from\"",
        "{\"from\": \"/result\"}",
        "[\"/result\"]"
      })
  void otherThingsAreNoReferences(String input) {
    assertThat(References.isIn(json(input))).isFalse();
    assertThat(References.resolve(json(input), json(FORMER)).json()).isEqualTo(json(input));
  }

  @ParameterizedTest
  @CsvSource({"'\"/a/0\"', true", "'\"\"', true", "'\"a\"', false", "7, false", "null, false"})
  void pointerHasTheFormOfOne(String json, boolean isPointer) {
    assertThat(References.isPointer(json(json))).isEqualTo(isPointer);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readValue(text, JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
