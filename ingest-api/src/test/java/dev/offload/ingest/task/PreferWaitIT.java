package dev.offload.ingest.task;

import static dev.offload.ingest.rig.TestTasks.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class PreferWaitIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Inject TaskView view;

  private LogWriter log;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void submissionIsAnsweredWithTheEndOfItsTask() {
    try (var _ = new StandInLifecycle()) {
      CompletableFuture<Response> answer =
          CompletableFuture.supplyAsync(() -> submit("wait-1", "wait=59"));
      Task task = taskOf("wait-1");
      log.write(next(task).state(TaskState.SUCCEEDED));

      answer
          .join()
          .then()
          .statusCode(200)
          .header("Preference-Applied", equalTo("wait=59"))
          .header("Location", equalTo("/v1/tasks/" + task.id()))
          .body("state", equalTo("succeeded"));
      submit("wait-1", "wait=59").then().statusCode(200).body("state", equalTo("succeeded"));
      submit("wait-1", "respond-async").then().statusCode(202).body("state", equalTo("succeeded"));
    }
  }

  @Test
  void submissionOfALongTaskIsAnsweredWithItsPresentState() {
    long start = System.nanoTime();

    Response answer = submit(null, "respond-async, wait=1");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    answer
        .then()
        .statusCode(202)
        .header("Preference-Applied", equalTo("wait=1"))
        .body("state", equalTo("queued"));
  }

  @Test
  void unreadableWaitIsIgnored() {
    submit(null, "wait=a-while").then().statusCode(202).header("Preference-Applied", nullValue());
  }

  @Test
  void taskIsGivenOnceItHasEnded() {
    Task task = log.write(TestTasks.queued(0));
    CompletableFuture<Response> answer =
        CompletableFuture.supplyAsync(
            () ->
                Api.bootstrap()
                    .header("Prefer", "wait=59")
                    .get("/v1/tasks/{id}", task.id().toString()));
    await().atMost(PATIENCE).until(() -> view.find(task.tenant(), task.id()).isPresent());
    log.write(next(task).state(TaskState.FAILED));

    answer
        .join()
        .then()
        .statusCode(200)
        .header("Preference-Applied", equalTo("wait=59"))
        .body("state", equalTo("failed"));
  }

  private Task taskOf(String key) {
    TaskId id = TaskId.derived(Surroundings.TENANT, key);
    return await()
        .atMost(PATIENCE)
        .until(() -> view.find(Surroundings.TENANT, id), found -> found.isPresent())
        .orElseThrow();
  }

  private static Response submit(String key, String prefer) {
    var request =
        Api.bootstrap()
            .header("Prefer", prefer)
            .contentType("application/json")
            .body("{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}");
    return (key == null ? request : request.header("Idempotency-Key", key)).post("/v1/tasks");
  }
}
