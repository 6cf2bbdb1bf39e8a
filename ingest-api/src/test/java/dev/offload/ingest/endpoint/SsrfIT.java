package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.schemas.json.Json;
import dev.offload.testkit.SsrfTry;
import io.restassured.response.Response;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tries of [SsrfTry] at the border: what is no URL that could be sent is refused there. The
/// others are refused when they are sent, since only then is it known where they lead.
@IngestTest
class SsrfIT {
  private static final int PORT = 8123;

  private String key;

  @BeforeEach
  void makeAKey() {
    Api.awaitReadiness();
    key = Api.newKey("ssrf", "manage", "submit");
  }

  @Test
  void urlsOfTasksAreReadAsTheyAreSent() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (SsrfTry one : SsrfTry.ALL) {
      ObjectNode task = Json.MAPPER.createObjectNode().put("type", "courier");
      task.putObject("input").put("to", "Bern");
      task.putArray("notify").addObject().put("webhook", one.url(PORT));

      check(softly, one, post("/v1/tasks", task), 202, "/notify/0/webhook");
    }
    softly.assertAll();
  }

  @Test
  void urlsOfEndpointsAreReadAsTheyAreSent() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (SsrfTry one : SsrfTry.ALL) {
      Response answer =
          post("/v1/webhooks", Json.MAPPER.createObjectNode().put("url", one.url(PORT)));

      check(softly, one, answer, 201, "/url");
      if (answer.statusCode() == 201) {
        Api.with(key).delete("/v1/webhooks/" + answer.path("id")).then().statusCode(204);
      }
    }
    softly.assertAll();
  }

  private Response post(String path, ObjectNode body) {
    return Api.with(key).contentType("application/json").body(body.toString()).post(path);
  }

  private static void check(
      SoftAssertions softly, SsrfTry one, Response answer, int accepted, String pointer)
      throws Exception {
    softly
        .assertThat(answer.statusCode())
        .as(one.toString())
        .isEqualTo(one.isUrl() ? accepted : 422);
    if (!one.isUrl()) {
      JsonNode problem = Json.MAPPER.readTree(answer.asString());
      softly
          .assertThat(problem.path("errors"))
          .as(problem.toString())
          .extracting(error -> error.path("pointer").asText())
          .isEqualTo(List.of(pointer));
    }
  }

  @Test
  void tableHasBothKinds() {
    assertThat(SsrfTry.ALL).extracting(SsrfTry::isUrl).contains(true, false);
  }
}
