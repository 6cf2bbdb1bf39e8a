package dev.offload.ingest.group;

import static dev.offload.ingest.group.GroupOwner.parcel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class GroupsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "groups-" + RUNS.incrementAndGet();
  private StandInLifecycle lifecycle;
  private GroupOwner owner;

  @BeforeEach
  void start() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    owner = GroupOwner.of(tenant);
  }

  @AfterEach
  void stop() {
    lifecycle.close();
  }

  @Test
  void groupIsOpenedShownAndSealed() {
    Response opened =
        owner.open("{\"tags\": [\"night\"], \"notify\": [{\"email\": \"a@example.com\"}]}");
    opened
        .then()
        .statusCode(201)
        .body("id", startsWith("grp_"))
        .body("state", equalTo("open"))
        .body("total", equalTo(0))
        .body("tags", equalTo(List.of("night")))
        .body("notify[0].email", equalTo("a@example.com"))
        .body("progress.done", equalTo(0))
        .body("sealedAt", nullValue())
        .body("tenant", nullValue());
    String path = opened.path("links.self");
    assertThat(opened.header("Location")).isEqualTo(path);
    Response shown = owner.request().get(path);
    shown.then().statusCode(200).body("state", equalTo("open"));

    owner
        .request()
        .post(path + "/seal")
        .then()
        .statusCode(200)
        .body("state", equalTo("running"))
        .body("sealedAt", notNullValue());
    owner.request().post(path + "/seal").then().statusCode(200).body("state", equalTo("running"));
    String id = opened.path("id");
    assertThat(Log.of(Topics.COMMANDS, id)).as("asked again").hasSize(3);

    String tag = shown.header("ETag");
    owner.request().header("If-Match", tag).get(path).then().statusCode(412);
    String present = owner.request().header("If-None-Match", tag).get(path).header("ETag");
    owner.request().header("If-None-Match", present).get(path).then().statusCode(304);
  }

  @Test
  void groupIsCancelledAgainUntilItHasEnded() {
    GroupId group = owner.opened();

    for (int time = 0; time < 2; time++) {
      owner
          .request()
          .post("/v1/groups/" + group + "/cancel")
          .then()
          .statusCode(202)
          .body("cancelRequestedAt", notNullValue());
    }
    assertThat(Log.of(Topics.COMMANDS, group.toString())).as("asked again").hasSize(3);

    end(group);
    owner
        .request()
        .post("/v1/groups/" + group + "/cancel")
        .then()
        .statusCode(409)
        .body("code", equalTo("already-finished"));
  }

  @Test
  void lifecycleGetsWhatFollowsTheGroup() throws Exception {
    String file = Api.upload(owner.key(), "hello");
    Response opened =
        owner.open(
            """
            {"then": [
              {"on": "success", "task": {"type": "parcel", "input": {"to": "%s"}, "delay": "PT2S"}},
              {"on": "failure", "task": {"type": "courier", "input": {"to": {"$from": "/id"}},
                "then": [{"on": "always", "task": {"type": "parcel", "input": {"to": "z"}}}]}}]}
            """
                .formatted(file));

    opened.then().statusCode(201).body("then", hasSize(2)).body("then[1].on", equalTo("failure"));
    String id = opened.path("id");
    String first = opened.path("then[0].task");
    assertThat(TaskId.parse(first)).isEqualTo(GroupId.parse(id).successorId(tenant, 0));
    OpenGroup command = (OpenGroup) Log.of(Topics.COMMANDS, id).getFirst().value();
    List<Successor> then = command.then();
    assertThat(then).extracting(Successor::on).containsExactly(Trigger.SUCCESS, Trigger.FAILURE);
    assertThat(then.getFirst().delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(then.getLast().task().terms().retry().maxAttempts())
        .as("that of its type")
        .isEqualTo(7);
    assertThat(then.getLast().task().then()).hasSize(1);
    StandInLifecycle.hasReadEverything();
    owner
        .request()
        .delete("/v1/files/" + file)
        .then()
        .statusCode(409)
        .body("detail", containsString("group " + id + " needs it"));
  }

  @Test
  void taskJoinsAnOpenGroupOnly() {
    GroupId group = owner.opened();

    String member =
        owner
            .submit(group)
            .then()
            .statusCode(202)
            .body("group", equalTo(group.toString()))
            .extract()
            .path("id");
    SubmitTask submitted = (SubmitTask) Log.of(Topics.COMMANDS, member).getFirst().value();
    assertThat(submitted.terms().group()).isEqualTo(group);
    listed("?group=" + group).body("items", hasSize(1)).body("items[0].id", equalTo(member));

    owner.request().post("/v1/groups/" + group + "/seal").then().statusCode(200);
    owner.submit(group).then().statusCode(409).body("code", equalTo("group-sealed"));
  }

  @Test
  void submissionRepeatedAfterSealReturnsSameTask() {
    GroupId group = owner.opened();
    String first = owner.submitKeyed(group).then().statusCode(202).extract().path("id");
    owner.request().post("/v1/groups/" + group + "/seal").then().statusCode(200);

    String second = owner.submitKeyed(group).then().statusCode(202).extract().path("id");

    assertThat(second).isEqualTo(first);
  }

  @Test
  void groupOfAnotherTenantDoesNotExist() throws Exception {
    GroupId group = owner.opened();
    String other = Api.newKey(tenant + "-x", "submit", "read");
    StandInLifecycle.hasReadEverything();

    Api.with(other).get("/v1/groups/" + group).then().statusCode(404);
    Api.with(other).post("/v1/groups/" + group + "/seal").then().statusCode(404);
    Api.with(other).post("/v1/groups/" + group + "/cancel").then().statusCode(404);
    Api.with(other).get("/v1/groups").then().statusCode(200).body("items", hasSize(0));
    Api.with(other)
        .contentType("application/json")
        .body(parcel(", \"group\": \"" + group + "\""))
        .post("/v1/tasks")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/group"));
    Api.with(other)
        .contentType("application/x-ndjson")
        .body(parcel("").getBytes(UTF_8))
        .post("/v1/tasks/batch?group=" + group)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/group"));
  }

  @Test
  void sealAndCancelAreAcceptedWhileTheLifecycleIsBehind() {
    GroupId group = owner.opened();
    lifecycle.close();

    owner
        .request()
        .post("/v1/groups/" + group + "/seal")
        .then()
        .statusCode(202)
        .body("state", equalTo("open"))
        .body("sealedAt", nullValue());
    owner
        .request()
        .post("/v1/groups/" + group + "/cancel")
        .then()
        .statusCode(202)
        .body("cancelRequestedAt", nullValue());

    lifecycle = new StandInLifecycle();
    Awaitility.await()
        .untilAsserted(
            () ->
                owner
                    .request()
                    .get("/v1/groups/" + group)
                    .then()
                    .body("state", equalTo("running"))
                    .body("cancelRequestedAt", notNullValue()));
  }

  @Test
  void groupIsNotFoundOnlyOnceItsCommandsAreDecided() {
    lifecycle.close();
    GroupId group = GroupId.fresh(Instant.now());
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.COMMANDS, group.toString(), new SealGroup(group, tenant, Instant.now()));
    }
    owner.request().get("/v1/groups/" + group).then().statusCode(503);
    owner.submit(group).then().statusCode(503);
  }

  @Test
  void openGroupsAreLimitedAndListed() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < Surroundings.MAX_OPEN_GROUPS; i++) {
      ids.addFirst(owner.opened().toString());
    }
    owner.open("{}").then().statusCode(429).body("code", equalTo("quota-exceeded"));
    owner.batch("?group=new", parcel("")).then().statusCode(429);

    owner.request().post("/v1/groups/" + ids.getFirst() + "/seal").then().statusCode(200);
    owner.open("{}").then().statusCode(201);

    Response page = owner.request().get("/v1/groups?state=open&limit=3");
    page.then().statusCode(200).body("items", hasSize(3));
    List<String> rest =
        owner
            .request()
            .get("/v1/groups?state=open&limit=100&cursor=" + page.path("nextCursor"))
            .path("items.id");
    assertThat(rest).isEqualTo(ids.subList(3, ids.size()));
    owner
        .request()
        .get("/v1/groups?state=running")
        .then()
        .body("items.id", equalTo(List.of(ids.getFirst())));
  }

  @Test
  void sealedGroupsThatStillRunAreLimited() {
    for (int i = 0; i < Surroundings.MAX_LIVE_GROUPS - 1; i++) {
      owner.request().post("/v1/groups/" + owner.opened() + "/seal").then().statusCode(200);
    }
    GroupId last = owner.opened();
    owner.request().post("/v1/groups/" + last + "/seal").then().statusCode(200);
    owner
        .open("{}")
        .then()
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", containsString("have not ended"));

    end(last);

    owner.open("{}").then().statusCode(201);
  }

  @Test
  void taskShowsWhatFollowsIt() {
    Response accepted =
        owner
            .request()
            .contentType("application/json")
            .body(
                parcel(
                    ", \"then\": [{\"on\": \"always\", \"task\": "
                        + parcel("").replace("\"x\"", "{\"$from\": \"/result/to\"}")
                        + "}]"))
            .post("/v1/tasks");

    accepted.then().statusCode(202).body("then[0].on", equalTo("always"));
    TaskId id = TaskId.parse(accepted.path("id"));
    Instant createdAt = Instant.parse(accepted.path("createdAt"));
    assertThat(accepted.<String>path("then[0].task"))
        .isEqualTo(id.successorId(tenant, createdAt, 0).toString());
    SubmitTask submitted = (SubmitTask) Log.of(Topics.COMMANDS, id.toString()).getFirst().value();
    assertThat(submitted.spec().then().getFirst().task().input().at("/to/$from").asText())
        .isEqualTo("/result/to");
  }

  private void end(GroupId group) {
    GroupStatus status = Log.of(Topics.GROUPS, group.toString()).getLast().value();
    GroupStatus ended = TestGroups.ended(status);
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.GROUPS, group.toString(), ended);
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                owner
                    .request()
                    .get("/v1/groups/" + group)
                    .then()
                    .body("state", equalTo("succeeded")));
  }

  private ValidatableResponse listed(String query) {
    return Awaitility.await()
        .until(
            () -> owner.request().get("/v1/tasks" + query),
            answer -> !answer.<List<?>>path("items").isEmpty())
        .then()
        .statusCode(200);
  }
}
