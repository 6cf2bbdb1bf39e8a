package dev.offload.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class IdempotencyIT {

  private static final String BODY = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void repeatedSubmissionIsTheSameTask() {
    try (var _ = new StandInLifecycle()) {
      String first = submit("\"order-1\"", BODY).then().statusCode(202).extract().path("id");
      String second = submit("order-1", BODY).then().statusCode(202).extract().path("id");

      assertThat(second).isEqualTo(first);
      assertThat(TaskId.parse(first).isDerived()).isTrue();
      assertThat(Log.of(Topics.COMMANDS, first)).as("written once").hasSize(1);
    }
  }

  @Test
  void sameBodyInAnotherOrderIsTheSameTask() {
    try (var _ = new StandInLifecycle()) {
      submit("order-2", BODY).then().statusCode(202);

      submit("order-2", "{\"input\":{\"to\":\"x\"},\"type\":\"parcel\"}").then().statusCode(202);
    }
  }

  @Test
  void otherBodyUnderTheSameKeyIsRefused() {
    try (var _ = new StandInLifecycle()) {
      String id = submit("order-3", BODY).then().statusCode(202).extract().path("id");

      submit("order-3", BODY.replace("\"x\"", "\"y\""))
          .then()
          .statusCode(422)
          .body("code", equalTo("idempotency-mismatch"))
          .body("detail", containsString(id));
    }
  }

  @Test
  void sameKeyOfAnotherTenantIsAnotherTask() {
    try (var _ = new StandInLifecycle()) {
      String own = submit("order-4", BODY).then().statusCode(202).extract().path("id");

      String other =
          Api.with(Api.newKey("other", "submit"))
              .header("Idempotency-Key", "order-4")
              .contentType("application/json")
              .body(BODY)
              .post("/v1/tasks")
              .then()
              .statusCode(202)
              .extract()
              .path("id");

      assertThat(other).isNotEqualTo(own);
    }
  }

  @Test
  void simultaneousSubmissionsAreOneTask() throws Exception {
    try (var _ = new StandInLifecycle();
        ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> calls =
          Stream.<Callable<String>>generate(
                  () ->
                      () ->
                          submit("order-5", BODY)
                              .then()
                              .statusCode(202)
                              .extract()
                              .<String>path("id"))
              .limit(8)
              .toList();

      Set<String> ids = new HashSet<>();
      for (Future<String> id : clients.invokeAll(calls)) {
        ids.add(id.get());
      }

      assertThat(ids).hasSize(1);
    }
  }

  @Test
  void undecidedSubmissionIsSafeToRepeat() {
    submit("order-6", BODY)
        .then()
        .statusCode(503)
        .header("Retry-After", "2")
        .body("detail", containsString("safe to send it again"));

    try (var _ = new StandInLifecycle()) {
      String id = submit("order-6", BODY).then().statusCode(202).extract().path("id");

      assertThat(id).isEqualTo(TaskId.derived("acme", "order-6").toString());
    }
  }

  private static Response submit(String key, String body) {
    return Api.bootstrap()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post("/v1/tasks");
  }
}
