package dev.offload.ingest.deadletter;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class DeadLetterIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final String tenant = "mourning-" + TENANTS.incrementAndGet();
  private LogWriter log;
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read", "submit", "manage");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void failedTaskIsAskedToRunAgainAndShownAsItGoesOn() throws Exception {
    Task failed = seen(failed(0));

    Response answer =
        whileDecided(
            () -> post("/v1/tasks/" + failed.id() + "/retry", null),
            failed,
            () -> log.write(queued(0).id(failed.id()).tenant(tenant).version(2)));

    answer
        .then()
        .statusCode(202)
        .body("state", equalTo("queued"))
        .body("version", equalTo(2))
        .body("error", nullValue());
    assertThat(commands(failed)).containsExactly(new RetryTask(failed.id(), tenant, 1, null, null));
  }

  @Test
  void inputMayBeEditedAndIsCheckedAsThatOfASubmission() throws Exception {
    Task failed = seen(failed(0));
    String path = "/v1/tasks/" + failed.id() + "/retry";

    post(path, "{\"input\": {\"to\": \"\"}}")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/input/to"));
    post(path, "{\"inptu\": {}}")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/inptu"));
    Response answer =
        whileDecided(
            () -> post(path, "{\"input\": {\"to\": \"Bern\"}}"),
            failed,
            () -> log.write(queued(0).id(failed.id()).tenant(tenant).version(2)));

    answer.then().statusCode(202);
    assertThat(commands(failed))
        .singleElement()
        .isInstanceOfSatisfying(
            RetryTask.class,
            command -> assertThat(command.input().get("to").textValue()).isEqualTo("Bern"));
  }

  @Test
  void editedInputMayReferToWhatItsTaskHasWaitedFor() throws Exception {
    Task failed = seen(failed(0).after("scan", TaskId.fresh(NOON)));
    String path = "/v1/tasks/" + failed.id() + "/retry";

    post(path, "{\"input\": {\"to\": {\"$from\": \"/crop/result\"}}}")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/input/to/$from"))
        .body("errors[0].detail", containsString("/scan/result"));
    post(path, "{\"input\": {\"to\": \"\"}}")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/input/to"));
    Response answer =
        whileDecided(
            () -> post(path, "{\"input\": {\"to\": {\"$from\": \"/scan/result\"}}}"),
            failed,
            () -> log.write(queued(0).id(failed.id()).tenant(tenant).version(2)));

    answer.then().statusCode(202);
    assertThat(commands(failed)).hasSize(1);
  }

  @Test
  void taskThatCannotRunAgainIsAConflict() throws Exception {
    Task queued = seen(queued(0).type("parcel"));
    Task succeeded = seen(queued(1).type("parcel").state(TaskState.SUCCEEDED));

    post("/v1/tasks/" + queued.id() + "/retry", null)
        .then()
        .statusCode(409)
        .body("code", equalTo("not-finished"));
    post("/v1/tasks/" + succeeded.id() + "/retry", null)
        .then()
        .statusCode(409)
        .body("code", equalTo("already-finished"));
    Api.with(key)
        .delete("/v1/tasks/" + queued.id())
        .then()
        .statusCode(409)
        .body("code", equalTo("not-finished"));
    assertThat(commands(queued)).isEmpty();
  }

  @Test
  void replayThatTheLifecycleIgnoresIsAConflict() throws Exception {
    Task failed = seen(failed(0));

    Response answer =
        whileDecided(() -> post("/v1/tasks/" + failed.id() + "/retry", null), failed, () -> {});

    answer
        .then()
        .statusCode(409)
        .body("code", equalTo("not-replayable"))
        .body("detail", startsWith("The input of the task was not kept"));
  }

  @Test
  void splitTaskNeverTakesAnotherInput() throws Exception {
    Task failed = seen(failed(0));

    Response answer =
        whileDecided(
            () -> post("/v1/tasks/" + failed.id() + "/retry", "{\"input\": {\"to\": \"Bern\"}}"),
            failed,
            () -> {});

    answer
        .then()
        .statusCode(409)
        .body("code", equalTo("not-replayable"))
        .body("detail", startsWith("The task was split into children"));
  }

  @Test
  void droppedTaskIsGoneWhenTheAnswerArrives() throws Exception {
    Task failed = seen(failed(0));
    Api.with(key)
        .header("If-Match", "\"7\"")
        .delete("/v1/tasks/" + failed.id())
        .then()
        .statusCode(412);

    Response answer =
        whileDecided(
            () -> Api.with(key).header("If-Match", "\"1\"").delete("/v1/tasks/" + failed.id()),
            failed,
            () -> log.remove(failed.id()));

    answer.then().statusCode(204);
    assertThat(commands(failed)).containsExactly(new DropTask(failed.id(), tenant, 1));
    Api.with(key).get("/v1/tasks?state=failed").then().body("items", equalTo(List.of()));
  }

  @Test
  void tasksThatMatchAFilterRunAgainAtTheRateOldestFirst() {
    List<Task> boom = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      boom.add(seen(failed(i)));
    }
    Task other = seen(queued(9).type("parcel").failed("lost", NOON));

    Response answer = post("/v1/tasks/retry", "{\"errorCode\": \"boom\", \"ratePerSecond\": 0.5}");

    answer.then().statusCode(202).body("tasks", equalTo(3));
    List<Instant> times =
        boom.stream().map(task -> ((RetryTask) commands(task).getFirst()).runAt()).toList();
    assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(Duration.ofSeconds(2));
    assertThat(Duration.between(times.get(0), times.get(2))).isEqualTo(Duration.ofSeconds(4));
    answer.then().body("lastAt", equalTo(times.getLast().toString()));
    assertThat(commands(other)).isEmpty();
  }

  @Test
  void sweepOfManyPagesReachesEachTaskOnce() {
    List<Task> failed = new ArrayList<>();
    for (int i = 0; i < 520; i++) {
      failed.add(log.write(failed(i).tenant(tenant)));
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> failed.stream().allMatch(this::isSeen));

    post("/v1/tasks/drop", "{\"type\": \"parcel\"}")
        .then()
        .statusCode(202)
        .body("tasks", equalTo(520));

    assertThat(commands(failed.getFirst())).hasSize(1);
    assertThat(commands(failed.get(300))).hasSize(1);
    assertThat(commands(failed.getLast())).hasSize(1);
  }

  private static TestTasks failed(int second) {
    return queued(second).type("parcel").failed("boom", NOON.plusSeconds(second));
  }

  private Task seen(TestTasks task) {
    Task written = log.write(task.tenant(tenant));
    awaitSeen(written);
    return written;
  }

  private void awaitSeen(Task task) {
    await().atMost(Duration.ofMinutes(1)).until(() -> isSeen(task));
  }

  private boolean isSeen(Task task) {
    return Api.with(key).get("/v1/tasks/" + task.id()).statusCode() == 200;
  }

  private Response post(String path, String body) {
    var request = Api.with(key);
    return body == null
        ? request.noContentType().post(path)
        : request.contentType("application/json").body(body).post(path);
  }

  /// The answer to a request that waits for the lifecycle, which does `deed` when it has read the
  /// request's command of `task`.
  private static Response whileDecided(Supplier<Response> request, Task task, Runnable deed)
      throws Exception {
    CompletableFuture<Response> answer = CompletableFuture.supplyAsync(request);
    await().atMost(Duration.ofMinutes(1)).until(() -> !commands(task).isEmpty());
    deed.run();
    StandInLifecycle.hasReadEverything();
    return answer.get();
  }

  private static List<Command> commands(Task task) {
    return Log.of(Topics.COMMANDS, task.id().toString()).stream()
        .map(ConsumerRecord::value)
        .toList();
  }
}
