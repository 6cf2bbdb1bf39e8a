package dev.offload.ingest.endpoint;

import static dev.offload.ingest.endpoint.EndpointOwner.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class DeliveriesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "deliveries-" + RUNS.incrementAndGet();
  private EndpointOwner owner;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    owner = EndpointOwner.of(tenant);
  }

  @Test
  void deliveriesAreListedByStateEventAndTask() {
    EndpointId id = owner.createPlain();
    TaskId one = TaskId.fresh(Instant.now());
    TaskId two = TaskId.fresh(Instant.now());
    Task failed =
        seen(delivery(id, "task.failed", one, 0).failed("gone", Instant.now().plusSeconds(5)));
    Task queued = seen(delivery(id, "task.succeeded", two, 1));
    Task other = seen(delivery(EndpointId.fresh(Instant.now()), "task.failed", one, 2));
    Task forged = seen(TestTasks.queued(3).type("webhook").tags(id.tag(), id.tag("task.failed")));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of())
                    .statusCode(200)
                    .body("items.id", contains(queued.id().toString(), failed.id().toString())));
    deliveries(id, Map.of("state", "failed"))
        .body("items.id", contains(failed.id().toString()))
        .body("items[0].event", equalTo("task.failed"))
        .body("items[0].attempts", hasSize(0));
    deliveries(id, Map.of("event", "task.succeeded"))
        .body("items.id", contains(queued.id().toString()));
    deliveries(id, Map.of("task", one.toString()))
        .body("items.id", contains(failed.id().toString()));
    deliveries(id, Map.of("task", one.toString(), "event", "task.succeeded"))
        .body("items", empty());
    for (Map<String, String> wrong :
        List.of(
            Map.of("state", "lost"),
            Map.of("event", "task.*"),
            Map.of("task", "tsk_1"),
            Map.of("tag", "x"),
            Map.of("cursor", "!!!"))) {
      deliveries(id, wrong).statusCode(400).body("code", equalTo("invalid-parameter"));
    }

    for (Task none : List.of(other, forged)) {
      resend(id, none.id().toString()).statusCode(404);
    }
    resend(id, queued.id().toString()).statusCode(409).body("code", equalTo("not-finished"));
    resend(id, "tsk_1").statusCode(404);
  }

  @Test
  void attemptsSayWhatTheReceiverAnswered() {
    EndpointId id = owner.createPlain();
    Instant at = TestTasks.NOON;
    TaskError refused = new TaskError("refused", "no", false, 1, new Answer(503, "busy"));
    TaskError silent = new TaskError("unreachable", "no answer", false, 2);
    ObjectNode result =
        Json.MAPPER
            .createObjectNode()
            .put("status", 201)
            .put("body", "welcome")
            .put("durationMs", 12);
    Task delivery =
        seen(
            delivery(id, "task.failed", TaskId.fresh(at), 0)
                .attempts(
                    attempt(1, at, Attempt.Outcome.FAILED, refused),
                    attempt(2, at.plusSeconds(5), Attempt.Outcome.FAILED, silent),
                    attempt(3, at.plusSeconds(9), Attempt.Outcome.SNOOZED, null),
                    attempt(3, at.plusSeconds(30), Attempt.Outcome.SUCCEEDED, null))
                .state(TaskState.SUCCEEDED)
                .result(result));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of())
                    .statusCode(200)
                    .body("items.id", contains(delivery.id().toString())));
    deliveries(id, Map.of())
        .body("items[0].attempts.status", contains(503, null, null, 201))
        .body("items[0].attempts.body", contains("busy", null, null, "welcome"))
        .body("items[0].attempts.errorCode", contains("refused", "unreachable", null, null))
        .body("items[0].attempts.outcome", contains("failed", "failed", "snoozed", "succeeded"))
        .body("items[0].attempts.took", contains("PT1S", "PT1S", "PT1S", "PT1S"))
        .body("items[0].nextAttemptAt", nullValue());

    // Whoever may read tasks is not shown what the receiver of an endpoint has answered.
    String reader = Api.newKey(tenant, "read");
    for (String path :
        List.of("/v1/tasks/" + delivery.id(), "/v1/tasks?origin=system&type=webhook")) {
      assertThat(Api.with(reader).get(path).then().statusCode(200).extract().asString())
          .contains(delivery.id().toString(), "\"status\":503", "\"status\":201")
          .doesNotContain("busy", "welcome");
    }
  }

  private static Attempt attempt(int number, Instant at, Attempt.Outcome outcome, TaskError error) {
    return new Attempt(number, "worker-1", at, at.plusSeconds(1), outcome, error);
  }

  @Test
  void nextAttemptIsShownWhileTheDeliveryWaitsForIt() {
    EndpointId id = owner.createPlain();
    Instant due = TestTasks.NOON.plusSeconds(90);
    seen(delivery(id, "task.failed", TaskId.fresh(due), 0).due(due).state(TaskState.RETRYING));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("state", "retrying"))
                    .statusCode(200)
                    .body("items.nextAttemptAt", contains(due.toString())));
  }

  @Test
  void deliveryOfAGroupNamesIt() {
    EndpointId id = owner.createPlain();
    GroupId group = GroupId.fresh(Instant.now());
    Task of =
        seen(
            TestTasks.queued(0)
                .type("webhook")
                .queue("webhook")
                .system()
                .tags(id.tag(), id.tag("group.failed"), id.tag(group.toString())));
    seen(delivery(id, "task.failed", TaskId.fresh(Instant.now()), 1));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("group", group.toString()))
                    .statusCode(200)
                    .body("items.id", contains(of.id().toString()))
                    .body("items[0].group", equalTo(group.toString()))
                    .body("items[0].task", nullValue()));
    deliveries(id, Map.of("group", group.toString(), "event", "group.succeeded"))
        .body("items", empty());
    deliveries(id, Map.of("group", "grp_1")).statusCode(400);
  }

  @Test
  void recoveryReplaysExactlyWhatFailedInItsTime() {
    EndpointId id = owner.createPlain();
    List<Task> failed = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      failed.add(seenFailed(delivery(id, "task.failed", someTask(), second)));
    }
    seen(delivery(id, "task.failed", someTask(), 12).state(TaskState.SUCCEEDED));
    seen(delivery(id, "task.failed", someTask(), 13).state(TaskState.RETRYING));
    seenFailed(delivery(EndpointId.fresh(Instant.now()), "task.failed", someTask(), 14));
    Task last = seenFailed(delivery(id, "task.failed", someTask(), 60));
    Task progress = seenFailed(delivery(id, "task.progress", someTask(), 15));
    Task test = seenFailed(delivery(id, "endpoint.test", 16));
    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("limit", "100")).statusCode(200).body("items", hasSize(35)));
    String window =
        "\"since\": \"%s\", \"until\": \"%s\""
            .formatted(TestTasks.NOON.plusSeconds(5), TestTasks.NOON.plusSeconds(25));

    recover(id, "{%s, \"dryRun\": true}".formatted(window))
        .statusCode(202)
        .body("count", equalTo(20))
        .body("lastAt", nullValue());
    assertThat(replayed(failed)).isEmpty();

    recover(id, "{%s, \"rate\": {\"count\": 2, \"per\": \"PT1M\", \"burst\": 4}}".formatted(window))
        .statusCode(202)
        .body("count", equalTo(20));
    List<RetryTask> commands = replayed(failed);
    assertThat(commands)
        .extracting(RetryTask::taskId)
        .containsExactlyInAnyOrderElementsOf(failed.subList(5, 25).stream().map(Task::id).toList());
    List<Instant> starts = commands.stream().map(RetryTask::runAt).toList();
    assertThat(starts).as("the oldest starts first").isSorted();
    assertThat(Duration.between(starts.getFirst(), starts.get(3))).isZero();
    assertThat(Duration.between(starts.get(3), starts.getLast())).hasMinutes(8);
    assertThat(replayed(List.of(last))).isEmpty();

    for (Task passing : List.of(progress, test)) {
      resend(id, passing.id().toString())
          .statusCode(409)
          .body("code", equalTo("not-replayable"))
          .body("detail", containsString("are not sent again"));
    }
    assertThat(replayed(List.of(progress, test))).isEmpty();
  }

  @Test
  void recoveryThatIsNotClearIsRefused() {
    EndpointId known = owner.createPlain();

    for (String wrong :
        List.of(
            "{}",
            "{\"since\": \"yesterday\"}",
            "{\"since\": \"2026-11-22T10:00:00Z\", \"rate\": 5}",
            "{\"since\": \"2026-11-22T10:00:00Z\", \"state\": \"failed\"}")) {
      recover(known, wrong).statusCode(400).body("code", equalTo("invalid-parameter"));
    }
    recover(EndpointId.fresh(Instant.now()), "{\"since\": \"2026-11-22T10:00:00Z\"}")
        .statusCode(404);
  }

  private static TaskId someTask() {
    return TaskId.fresh(Instant.now());
  }

  private Task seenFailed(TestTasks task) {
    return seen(task.failed("refused", Instant.now()));
  }

  private static List<RetryTask> replayed(List<Task> tasks) {
    return tasks.stream()
        .flatMap(task -> Log.of(Topics.COMMANDS, task.id().toString()).stream())
        .map(record -> (RetryTask) record.value())
        .toList();
  }

  private ValidatableResponse recover(EndpointId id, String body) {
    return json(owner.request(), body).post("/v1/webhooks/" + id + "/recover").then();
  }

  private ValidatableResponse resend(EndpointId id, String delivery) {
    return owner
        .request()
        .post("/v1/webhooks/" + id + "/deliveries/" + delivery + "/resend")
        .then();
  }

  private ValidatableResponse deliveries(EndpointId id, Map<String, String> query) {
    return owner.request().queryParams(query).get("/v1/webhooks/" + id + "/deliveries").then();
  }

  private static TestTasks delivery(EndpointId id, String event, TaskId about, int second) {
    return TestTasks.queued(second)
        .type("webhook")
        .queue("webhook")
        .system()
        .tags(id.tag(), id.tag(event), id.tag(about.toString()));
  }

  private static TestTasks delivery(EndpointId id, String event, int second) {
    return TestTasks.queued(second)
        .type("webhook")
        .queue("webhook")
        .system()
        .tags(id.tag(), id.tag(event));
  }

  private Task seen(TestTasks task) {
    try (LogWriter log = LogWriter.open()) {
      return log.write(task.tenant(tenant));
    }
  }
}
