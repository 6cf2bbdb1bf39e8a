package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.Happening;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was delivered is sent again, for a receiver that has lost it.
@IngestTest
class RepeatedDeliveriesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "repeated-" + RUNS.incrementAndGet();
  private EndpointOwner owner;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    owner = EndpointOwner.of(tenant);
  }

  @Test
  void deliveredOneIsRepeatedWithTheSameWebhookId() {
    EndpointId id = owner.createPlain();
    Task about =
        seen(
            TestTasks.queued(0)
                .notifying("https://hooks.example/of-the-tenant")
                .version(4)
                .state(TaskState.SUCCEEDED));
    TaskId original = told(about).deliveryTo(tenant, id);
    seen(delivery(id, "task.succeeded", about.id(), 1).id(original).state(TaskState.SUCCEEDED));
    awaitDelivery(id, original);

    SubmitTask first = repeated(id, original, original);
    assertThat(first.input().path("endpoint").textValue()).isEqualTo(id.toString());
    assertThat(first.input().at("/event/type").textValue()).isEqualTo("task.succeeded");
    assertThat(first.input().at("/event/timestamp").textValue())
        .isEqualTo(about.finishedAt().toString());
    assertThat(first.input().at("/event/data/id").textValue()).isEqualTo(about.id().toString());
    assertThat(first.input().toString()).doesNotContain("of-the-tenant");
    assertThat(first.lineage().origin()).isEqualTo(Origin.SYSTEM);

    // So it is if the repetition is repeated.
    Task again = seen(new TestTasks(first.begunAt(Instant.now())).state(TaskState.SUCCEEDED));
    awaitDelivery(id, again.id());
    assertThat(repeated(id, again.id(), original).taskId()).isNotEqualTo(first.taskId());
  }

  private SubmitTask repeated(EndpointId id, TaskId delivery, TaskId webhookId) {
    String made =
        resend(id, delivery.toString())
            .statusCode(202)
            .body("webhookId", equalTo(webhookId.toString()))
            .body("state", equalTo("queued"))
            .extract()
            .path("id");
    SubmitTask command = (SubmitTask) Log.of(Topics.COMMANDS, made).getFirst().value();
    assertThat(command.input().path("original").textValue()).isEqualTo(webhookId.toString());
    return command;
  }

  @Test
  void deliveredOneWhoseTaskHasGoneOnIsNotRepeated() {
    EndpointId id = owner.createPlain();
    Task about = seen(TestTasks.queued(0).version(4).state(TaskState.FAILED));
    TaskId early = told(about).deliveryTo(tenant, id);
    seen(delivery(id, "task.failed", about.id(), 1).id(early).state(TaskState.SUCCEEDED));
    seen(new TestTasks(about).version(7).state(TaskState.CANCELLED));
    Task test =
        seen(
            TestTasks.queued(2)
                .type("webhook")
                .queue("webhook")
                .system()
                .tags(id.tag(), id.tag("endpoint.test"))
                .state(TaskState.SUCCEEDED));
    awaitDelivery(id, test.id());

    resend(id, early.toString())
        .statusCode(409)
        .body("code", equalTo("not-replayable"))
        .body("detail", containsString("The task has gone on since"));
    resend(id, test.id().toString())
        .statusCode(409)
        .body("code", equalTo("not-replayable"))
        .body("detail", containsString("endpoint.test are not sent again"));
  }

  @Test
  void deliveredOneOfAGroupIsRepeatedOnceTheGroupIsKnown() {
    EndpointId id = owner.createPlain();
    GroupStatus group = TestGroups.ended(TestGroups.open(tenant, 0));
    String about = group.facts().id().toString();
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.GROUPS, about, group);
    }
    Task delivered =
        seen(
            TestTasks.queued(1)
                .type("webhook")
                .queue("webhook")
                .system()
                .tags(id.tag(), id.tag("group.succeeded"), id.tag(about))
                .state(TaskState.SUCCEEDED));
    awaitDelivery(id, delivered.id());

    SubmitTask again = repeated(id, delivered.id(), delivered.id());

    assertThat(again.input().at("/event/type").textValue()).isEqualTo("group.succeeded");
    assertThat(again.input().at("/event/data/id").textValue()).isEqualTo(about);
    assertThat(again.input().at("/event/timestamp").textValue())
        .isEqualTo(group.facts().times().finishedAt().toString());
  }

  @Test
  void deliveredOneWhoseTaskIsForgottenIsNotRepeated() throws Exception {
    EndpointId id = owner.createPlain();
    Task delivered =
        seen(
            delivery(id, "task.failed", TaskId.fresh(TestTasks.NOON), 1)
                .state(TaskState.SUCCEEDED));
    awaitDelivery(id, delivered.id());
    StandInLifecycle.hasReadEverything();

    resend(id, delivered.id().toString()).statusCode(404).body("code", equalTo("not-found"));
  }

  /// The end of a task, which endpoints were told of.
  private static Happening told(Task about) {
    return Happening.ended(about.id(), about.version(), about.state(), about.finishedAt());
  }

  private void awaitDelivery(EndpointId id, TaskId delivery) {
    await()
        .untilAsserted(
            () ->
                owner
                    .request()
                    .get("/v1/webhooks/" + id + "/deliveries")
                    .then()
                    .statusCode(200)
                    .body("items.id", hasItem(delivery.toString())));
  }

  private ValidatableResponse resend(EndpointId id, String delivery) {
    return owner
        .request()
        .post("/v1/webhooks/" + id + "/deliveries/" + delivery + "/resend")
        .then();
  }

  private static TestTasks delivery(EndpointId id, String event, TaskId about, int second) {
    return TestTasks.queued(second)
        .type("webhook")
        .queue("webhook")
        .system()
        .parent(about)
        .tags(id.tag(), id.tag(event), id.tag(about.toString()));
  }

  private Task seen(TestTasks task) {
    try (LogWriter log = LogWriter.open()) {
      return log.write(task.tenant(tenant));
    }
  }
}
