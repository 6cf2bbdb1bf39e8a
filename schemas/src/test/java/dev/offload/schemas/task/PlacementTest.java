package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  private static final String OF_BEFORE = "{\"type\":\"image\",\"queue\":\"images\"}";

  @Test
  void defaultsAreNotWritten() throws JsonProcessingException {
    Placement usual = new Placement("image", "images");
    assertThat(Json.MAPPER.writeValueAsString(usual)).isEqualTo(OF_BEFORE);
    assertThat(Json.MAPPER.readValue(OF_BEFORE, Placement.class)).isEqualTo(usual);
    assertThat(usual.priority()).isEqualTo(4);
    assertThat(usual.weight()).isEqualTo(1);
    assertThat(usual.concurrencyKey()).isNull();
  }

  @Test
  void everyPriorityAndWeightIsShown() {
    SubmitTask task =
        SubmitTask.fromClient(
            TaskId.fresh(Instant.EPOCH),
            "acme",
            TaskSpec.of("image", "images", Json.MAPPER.createObjectNode()),
            Instant.EPOCH);
    JsonNode shown = Json.MAPPER.valueToTree(PublicTask.of(task.begun(Optional.empty()), null));

    assertThat(shown.path("priority").asInt()).isEqualTo(4);
    assertThat(shown.path("weight").asInt()).isEqualTo(1);
    assertThat(Json.MAPPER.convertValue(shown, PublicTask.class).facts().placement().priority())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void otherPriorityIsWritten(int priority) throws JsonProcessingException {
    Placement other = new Placement("image", "images", priority);
    String written = Json.MAPPER.writeValueAsString(other);
    assertThat(written).endsWith(",\"priority\":" + priority + "}");
    assertThat(Json.MAPPER.readValue(written, Placement.class)).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10})
  void invalidPriorityIsRefused(int priority) {
    assertThatThrownBy(() -> new Placement("image", "images", priority))
        .hasMessage("priority must be 0 to 9, was " + priority);
  }

  @Test
  void concurrencyKeyAndWeightAreWritten() throws JsonProcessingException {
    Placement heavy = new Placement("image", "images", null, "smtp:relay", 3);
    String written = Json.MAPPER.writeValueAsString(heavy);
    assertThat(written).endsWith(",\"concurrencyKey\":\"smtp:relay\",\"weight\":3}");
    assertThat(Json.MAPPER.readValue(written, Placement.class)).isEqualTo(heavy);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001})
  void invalidWeightIsRefused(int weight) {
    assertThatThrownBy(() -> new Placement("image", "images", null, null, weight))
        .hasMessage("weight must be 1 to 1000, was " + weight);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "smtp:*", "a\nb"})
  void invalidConcurrencyKeyIsRefused(String key) {
    assertThatThrownBy(() -> new Placement("image", "images", null, key, null))
        .hasMessageStartingWith("concurrencyKey must be 1 to 200 characters");
  }
}
