package dev.offload.ingest.cancel;

import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class TaskCancelIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final String tenant = "cancelling-" + TENANTS.incrementAndGet();
  private LogWriter log;
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "submit", "read");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void cancelIsWrittenAndTheTaskIsAnswered() {
    Task task = seen(queued(0).running(1));
    // When
    cancel(task.id())
        // Then
        .statusCode(202)
        .body("id", equalTo(task.id().toString()))
        .body("state", equalTo("running"));
    assertThat(commands(task.id()))
        .singleElement()
        .isInstanceOfSatisfying(
            CancelTask.class,
            command -> {
              assertThat(command.taskId()).isEqualTo(task.id());
              assertThat(command.tenant()).isEqualTo(tenant);
            });
  }

  @Test
  void aTaskThatHasEndedStaysAsItIs() {
    Task task = seen(queued(0).state(TaskState.SUCCEEDED));
    cancel(task.id())
        .statusCode(409)
        .body("code", equalTo("already-finished"))
        .body("detail", containsString("succeeded"));
    assertThat(commands(task.id())).isEmpty();
  }

  @Test
  void unknownTaskIsNotFound() throws Exception {
    StandInLifecycle.hasReadEverything();
    cancel(TaskId.fresh(Instant.now())).statusCode(404);
    Api.with(key).post("/v1/tasks/nonsense/cancel").then().statusCode(404);
  }

  @Test
  void aKeyThatMayOnlyReadMayNotCancel() {
    Task task = seen(queued(0));
    Api.with(Api.newKey(tenant, "read"))
        .post("/v1/tasks/{id}/cancel", task.id().toString())
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }

  private ValidatableResponse cancel(TaskId id) {
    return Api.with(key).post("/v1/tasks/{id}/cancel", id.toString()).then();
  }

  private static List<Command> commands(TaskId id) {
    return Log.of(Topics.COMMANDS, id.toString()).stream().map(ConsumerRecord::value).toList();
  }

  private Task seen(TestTasks tasks) {
    Task task = log.write(tasks.tenant(tenant));
    await()
        .untilAsserted(
            () -> Api.with(key).get("/v1/tasks/{id}", task.id().toString()).then().statusCode(200));
    return task;
  }
}
