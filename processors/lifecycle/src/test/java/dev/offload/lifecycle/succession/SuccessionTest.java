package dev.offload.lifecycle.succession;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void referenceIsReplacedByWhatItFinds() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set("tag", reference("/tags/0"));

    SubmitTask made = successor(of("red"), input);

    assertThat(made.input().path("tag").asText()).isEqualTo("red");
    assertThat(made.flaw()).isNull();
  }

  @Test
  void inputThatManyReferencesMakeTooLargeIsAFlawAndIsNotWrittenOut() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ArrayNode all = input.putArray("all");
    Stream.generate(() -> reference("")).limit(10_000).forEach(all::add);

    SubmitTask made = successor(of("x".repeat(60_000)), input);

    assertThat(made.flaw().code()).isEqualTo("too-large");
    assertThat(made.flaw().message()).contains("262144 bytes");
    assertThat(made.input()).isEqualTo(input);
  }

  @Test
  void inputThatGetsTooDeepIsAFlaw() {
    JsonNode deep = reference("/tags/0");
    for (int level = 0; level < 1_100; level++) {
      deep = JsonNodeFactory.instance.arrayNode().add(deep);
    }

    SubmitTask made = successor(of("red"), JsonNodeFactory.instance.objectNode().set("deep", deep));

    assertThat(made.flaw().code()).isEqualTo("too-large");
  }

  private static SubmitTask successor(Succession succession, JsonNode input) {
    return succession.successor(
        0, Successor.on(Trigger.ALWAYS, TaskSpec.of("probe", "probe", input)));
  }

  private static Succession of(String tag) {
    SubmitTask former =
        SubmitTask.fromClient(
            TaskId.fresh(NOW),
            "acme",
            TaskSpec.of("probe", "probe", JsonNodeFactory.instance.objectNode())
                .tagged(List.of(tag))
                .then(
                    List.of(
                        Successor.on(
                            Trigger.ALWAYS,
                            TaskSpec.of("probe", "probe", JsonNodeFactory.instance.objectNode())))),
            NOW);
    return new Succession(PublicTask.of(former.begun(Optional.empty()), null), "acme", NOW, null);
  }

  private static JsonNode reference(String pointer) {
    return Json.MAPPER.createObjectNode().put("$from", pointer);
  }
}
