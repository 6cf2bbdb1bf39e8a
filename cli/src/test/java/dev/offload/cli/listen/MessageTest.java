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

  @Test
  void receiverIsNotToldWhoElseIsTold() throws Exception {
    ObjectNode task = (ObjectNode) task("failed");
    task.putArray("notify").addObject().put("email", "ada@example.com");

    JsonNode data = Json.MAPPER.readTree(Message.of(task).orElseThrow().body()).path("data");

    assertThat(data.path("notify")).isEqualTo(Json.MAPPER.createArrayNode());
    assertThat(data.path("member of the future").intValue()).isEqualTo(7);
  }

  @Test
  void endOfAGroupIsAWebhookWithTheGroup() throws Exception {
    JsonNode group =
        Json.MAPPER.readTree(
            "{\"id\": \"grp_1\", \"state\": \"failed\", \"version\": 7,"
                + " \"finishedAt\": \"2026-11-22T10:00:02Z\"}");

    Message message = Message.ofGroup(group).orElseThrow();

    assertThat(message.id()).isEqualTo("grp_1_7");
    assertThat(message.type()).isEqualTo("group.failed");
    assertThat(Json.MAPPER.readTree(message.body()).path("timestamp").asText())
        .isEqualTo("2026-11-22T10:00:02Z");
    assertThat(Json.MAPPER.readTree(message.body()).path("data")).isEqualTo(group);
    assertThat(Message.ofGroup(Json.MAPPER.readTree("{\"state\": \"running\"}"))).isEmpty();
  }

  @Test
  void startAndRetryAreToldOnceForEachRun() throws Exception {
    JsonNode running = run("running", "{\"number\": 2, \"started\": \"2026-11-22T10:00:01Z\"}");
    JsonNode asked = ((ObjectNode) running.deepCopy()).put("version", 5);
    JsonNode retrying =
        run(
            "retrying",
            "{\"number\": 2, \"started\": \"2026-11-22T10:00:01Z\","
                + " \"ended\": \"2026-11-22T10:00:02Z\", \"outcome\": \"lost\"}");

    Message started = Message.of(running).orElseThrow();
    Message again = Message.of(retrying).orElseThrow();

    assertThat(started.type()).isEqualTo("task.started");
    assertThat(started.body()).contains("\"timestamp\":\"2026-11-22T10:00:01Z\"");
    assertThat(Message.of(asked).orElseThrow().id()).isEqualTo(started.id());
    assertThat(again.type()).isEqualTo("task.retrying");
    assertThat(again.body()).contains("\"timestamp\":\"2026-11-22T10:00:02Z\"");
    assertThat(again.id()).isNotEqualTo(started.id());
  }

  @Test
  void handedBackRunIsNotARetry() throws Exception {
    assertThat(
            Message.of(
                run(
                    "retrying",
                    "{\"number\": 1, \"started\": \"2026-11-22T10:00:01Z\","
                        + " \"ended\": \"2026-11-22T10:00:02Z\", \"outcome\": \"snoozed\"}")))
        .isEmpty();
  }

  private static JsonNode run(String state, String attempt) throws Exception {
    ObjectNode task = (ObjectNode) task(state);
    task.putArray("attempts").add(Json.MAPPER.readTree(attempt));
    return task;
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "running", "retrying", "", "state of the future"})
  void taskThatHasNotEndedIsNoMessage(String state) throws Exception {
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
