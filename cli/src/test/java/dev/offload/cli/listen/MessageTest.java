package dev.offload.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @Test
  void endOfATaskIsAWebhookWithTheTask() throws Exception {
    JsonNode task = task("failed");

    Message message = Message.of(task).orElseThrow();

    assertThat(message.id()).isEqualTo("tsk_1_4");
    assertThat(message.type()).isEqualTo("task.failed");
    assertThat(Json.MAPPER.readTree(message.body()))
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("type", "task.failed")
                .put("timestamp", "2026-11-22T10:00:02Z")
                .set("data", task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "running", "retrying", "", "state of the future"})
  void taskThatHasNotEndedIsNone(String state) throws Exception {
    assertThat(Message.of(task(state))).isEmpty();
  }

  private static JsonNode task(String state) throws Exception {
    return ((ObjectNode)
            Json.MAPPER.readTree(
                """
                {"id": "tsk_1", "version": 4, "finishedAt": "2026-11-22T10:00:02Z",
                 "member of the future": 7}
                """))
        .put("state", state);
  }
}
