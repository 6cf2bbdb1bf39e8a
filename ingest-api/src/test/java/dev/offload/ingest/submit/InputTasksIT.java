package dev.offload.ingest.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Inputs that name tasks, whose results they need.
@IngestTest
class InputTasksIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "input-tasks-" + RUNS.incrementAndGet();
  private StandInLifecycle lifecycle;
  private String key;

  @BeforeEach
  void start() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    key = Api.newKey(tenant, "submit", "read");
  }

  @AfterEach
  void stop() {
    lifecycle.close();
  }

  @Test
  void taskWaitsForThoseThatItsInputNames() {
    String former = accepted();

    Response answer = submit(parcel(", \"with\": [\"%s\", \"by ship\"]".formatted(former), ""));

    answer
        .then()
        .statusCode(202)
        .body("state", equalTo("scheduled"))
        .body("waitingFor.reason", equalTo("tasks"))
        .body("after[0].name", equalTo(former))
        .body("after[0].task", equalTo(former));
    SubmitTask task = submitted(answer.path("id"));
    assertThat(task.lineage())
        .isEqualTo(Lineage.after(List.of(new Former(former, TaskId.parse(former)))));
    JsonNode with = task.input().path("with");
    assertThat(with.path(0).path("task").asText()).isEqualTo(former);
    assertThat(with.path(0).path("contents").path("$from").asText())
        .isEqualTo("/%s/result/contents".formatted(former));
    assertThat(with.path(1).asText()).isEqualTo("by ship");
  }

  @Test
  void missingTaskIsRefusedWithItsPointer() throws Exception {
    String known = accepted();
    String ofAnother = otherTenantsTask();
    String unknown = TaskId.fresh(Instant.now()).toString();
    StandInLifecycle.hasReadEverything();

    submit(parcel(", \"with\": [\"%s\", \"%s\", \"%s\"]".formatted(known, ofAnother, unknown), ""))
        .then()
        .statusCode(422)
        .body("errors.size()", equalTo(2))
        .body("errors[0].pointer", equalTo("/input/with/1"))
        .body("errors[0].detail", equalTo("must be the id of a task"))
        .body("errors[1].pointer", equalTo("/input/with/2"));
  }

  @Test
  void membersNotAllowedForATaskThatWaitsAreRefused() {
    String with = ", \"with\": [\"%s\"]".formatted(accepted());

    for (String member :
        List.of(
            "\"delay\": \"PT1S\"",
            "\"debounce\": {\"key\": \"k\", \"wait\": \"PT1S\"}",
            "\"after\": [\"x\"]")) {
      String name = member.substring(1, member.indexOf('"', 1));
      submit(parcel(with, ", " + member))
          .then()
          .statusCode(422)
          .body("errors.pointer", hasItem("/" + name));
    }
  }

  @Test
  void listThatIsTooLongIsRefusedWithoutLookingForItsTasks() {
    List<String> ids = Collections.nCopies(11, "\"" + TaskId.fresh(Instant.now()) + "\"");

    submit(parcel(", \"with\": [%s]".formatted(String.join(",", ids)), ""))
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/input/with"));
  }

  @Test
  void repeatedSubmissionIsTheSameTask() {
    String body = parcel(", \"with\": [\"%s\"]".formatted(accepted()), "");

    String first = keyed(body).then().statusCode(202).extract().path("id");
    String second = keyed(body).then().statusCode(202).extract().path("id");

    assertThat(second).isEqualTo(first);
  }

  @Test
  void lineOfABatchMayNameTasksAndOtherLines() throws Exception {
    String former = accepted();
    String with = ", \"with\": [\"%s\"]".formatted(former);
    String line =
        parcel(
            ", \"label\": {\"$from\": \"/scan/result/label\"}" + with, ", \"after\": [\"scan\"]");

    List<String> answers =
        Api.with(key)
            .contentType("application/x-ndjson")
            .body(
                (parcel("", ", \"name\": \"scan\"") + "\n" + line + "\n" + parcel(with, ""))
                    .getBytes(UTF_8))
            .post("/v1/tasks/batch")
            .asString()
            .lines()
            .toList();

    for (String answer : answers) {
      JsonNode json = Json.MAPPER.readTree(answer);
      assertThat(json.path("status").asInt()).as(answer).isEqualTo(202);
      List<String> names =
          submitted(json.at("/task/id").asText()).lineage().formers().stream()
              .map(Former::name)
              .toList();
      switch (json.path("line").asInt()) {
        case 1 -> assertThat(names).isEmpty();
        case 2 -> assertThat(names).containsExactly("scan", former);
        default -> assertThat(names).containsExactly(former);
      }
    }
    assertThat(answers).hasSize(3);
  }

  private String otherTenantsTask() {
    return Api.with(Api.newKey(tenant + "-other", "submit", "read"))
        .contentType("application/json")
        .body(parcel("", ""))
        .post("/v1/tasks")
        .path("id");
  }

  private String accepted() {
    return submit(parcel("", "")).then().statusCode(202).extract().path("id");
  }

  private Response submit(String body) {
    return Api.with(key).contentType("application/json").body(body).post("/v1/tasks");
  }

  private Response keyed(String body) {
    return Api.with(key)
        .contentType("application/json")
        .header("Idempotency-Key", "once")
        .body(body)
        .post("/v1/tasks");
  }

  private static SubmitTask submitted(String id) {
    return (SubmitTask) Log.of(Topics.COMMANDS, id).getFirst().value();
  }

  private static String parcel(String input, String more) {
    return "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"%s}%s}".formatted(input, more);
  }
}
