package dev.offload.ingest.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class GroupsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String PARCEL = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}%s}";

  private final String tenant = "groups-" + RUNS.incrementAndGet();
  @TestHTTPResource private URI server;
  private StandInLifecycle lifecycle;
  private String key;

  @BeforeEach
  void start() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    key = Api.newKey(tenant, "submit", "read", "manage");
  }

  @AfterEach
  void stop() {
    lifecycle.close();
  }

  @Test
  void groupIsOpenedShownAndSealed() {
    Response opened = open("{\"tags\": [\"night\"], \"notify\": [{\"email\": \"a@example.com\"}]}");
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
    Response shown = request().get(path);
    shown.then().statusCode(200).body("state", equalTo("open"));

    request()
        .post(path + "/seal")
        .then()
        .statusCode(200)
        .body("state", equalTo("running"))
        .body("sealedAt", notNullValue());
    request().post(path + "/seal").then().statusCode(200).body("state", equalTo("running"));
    String id = opened.path("id");
    assertThat(Log.of(Topics.COMMANDS, id)).as("asked again").hasSize(3);

    String tag = shown.header("ETag");
    request().header("If-Match", tag).get(path).then().statusCode(412);
    String present = request().header("If-None-Match", tag).get(path).header("ETag");
    request().header("If-None-Match", present).get(path).then().statusCode(304);
  }

  @Test
  void groupIsCancelledAgainUntilItHasEnded() {
    GroupId group = opened();

    for (int time = 0; time < 2; time++) {
      request()
          .post("/v1/groups/" + group + "/cancel")
          .then()
          .statusCode(202)
          .body("cancelRequestedAt", notNullValue());
    }
    assertThat(Log.of(Topics.COMMANDS, group.toString())).as("asked again").hasSize(3);

    end(group);
    request()
        .post("/v1/groups/" + group + "/cancel")
        .then()
        .statusCode(409)
        .body("code", equalTo("already-finished"));
  }

  @Test
  void lifecycleGetsWhatFollowsTheGroup() throws Exception {
    String file = Api.upload(key, "hello");
    Response opened =
        open(
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
    request()
        .delete("/v1/files/" + file)
        .then()
        .statusCode(409)
        .body("detail", containsString("group " + id + " needs it"));
  }

  @Test
  void taskJoinsAnOpenGroupOnly() {
    GroupId group = opened();

    String member =
        submit(group)
            .then()
            .statusCode(202)
            .body("group", equalTo(group.toString()))
            .extract()
            .path("id");
    SubmitTask submitted = (SubmitTask) Log.of(Topics.COMMANDS, member).getFirst().value();
    assertThat(submitted.terms().group()).isEqualTo(group);
    listed("?group=" + group).body("items", hasSize(1)).body("items[0].id", equalTo(member));

    request().post("/v1/groups/" + group + "/seal").then().statusCode(200);
    submit(group).then().statusCode(409).body("code", equalTo("group-sealed"));
  }

  @Test
  void submissionRepeatedAfterSealReturnsSameTask() {
    GroupId group = opened();
    String first = keyed(group).then().statusCode(202).extract().path("id");
    request().post("/v1/groups/" + group + "/seal").then().statusCode(200);

    String second = keyed(group).then().statusCode(202).extract().path("id");

    assertThat(second).isEqualTo(first);
  }

  @Test
  void groupOfAnotherTenantDoesNotExist() throws Exception {
    GroupId group = opened();
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
    GroupId group = opened();
    lifecycle.close();

    request()
        .post("/v1/groups/" + group + "/seal")
        .then()
        .statusCode(202)
        .body("state", equalTo("open"))
        .body("sealedAt", nullValue());
    request()
        .post("/v1/groups/" + group + "/cancel")
        .then()
        .statusCode(202)
        .body("cancelRequestedAt", nullValue());

    lifecycle = new StandInLifecycle();
    Awaitility.await()
        .untilAsserted(
            () ->
                request()
                    .get("/v1/groups/" + group)
                    .then()
                    .body("state", equalTo("running"))
                    .body("cancelRequestedAt", notNullValue()));
  }

  @Test
  void newGroupOfABatchIsSealedWhileTheLifecycleIsBehind() throws Exception {
    String id;
    try (BatchClient client = BatchClient.open(server, key, "?group=new")) {
      client.send(parcel("") + "\n");
      assertThat(client.next().path("status").asInt()).isEqualTo(202);
      lifecycle.close();
      client.end();
      assertThat(client.rest()).as("it ends as it should").isEmpty();
      id = client.header("Offload-Group");
    }

    assertThat(commands(id)).last().isInstanceOf(SealGroup.class);
  }

  @Test
  void groupIsNotFoundOnlyOnceItsCommandsAreDecided() {
    lifecycle.close();
    GroupId group = GroupId.fresh(Instant.now());
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.COMMANDS, group.toString(), new SealGroup(group, tenant, Instant.now()));
    }
    request().get("/v1/groups/" + group).then().statusCode(503);
    submit(group).then().statusCode(503);
  }

  @Test
  void openGroupsAreLimitedAndListed() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < Surroundings.MAX_OPEN_GROUPS; i++) {
      ids.addFirst(opened().toString());
    }
    open("{}").then().statusCode(429).body("code", equalTo("quota-exceeded"));
    batch("?group=new", parcel("")).then().statusCode(429);

    request().post("/v1/groups/" + ids.getFirst() + "/seal").then().statusCode(200);
    open("{}").then().statusCode(201);

    Response page = request().get("/v1/groups?state=open&limit=3");
    page.then().statusCode(200).body("items", hasSize(3));
    List<String> rest =
        request()
            .get("/v1/groups?state=open&limit=100&cursor=" + page.path("nextCursor"))
            .path("items.id");
    assertThat(rest).isEqualTo(ids.subList(3, ids.size()));
    request()
        .get("/v1/groups?state=running")
        .then()
        .body("items.id", equalTo(List.of(ids.getFirst())));
  }

  @Test
  void sealedGroupsThatStillRunAreLimited() {
    for (int i = 0; i < Surroundings.MAX_LIVE_GROUPS - 1; i++) {
      request().post("/v1/groups/" + opened() + "/seal").then().statusCode(200);
    }
    GroupId last = opened();
    request().post("/v1/groups/" + last + "/seal").then().statusCode(200);
    open("{}")
        .then()
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", containsString("have not ended"));

    end(last);

    open("{}").then().statusCode(201);
  }

  @Test
  void batchOpensAGroupAndSealsIt() throws Exception {
    Response answered = batch("?group=new", parcel("") + "\n{}\n" + parcel(""));

    String id = answered.header("Offload-Group");
    List<JsonNode> lines = lines(answered);
    assertThat(lines)
        .extracting(line -> line.path("status").asInt())
        .containsExactly(202, 422, 202);
    assertThat(lines.getFirst().at("/task/group").asText()).isEqualTo(id);
    request().get("/v1/groups/" + id).then().statusCode(200).body("state", equalTo("running"));
    assertThat(commands(id)).last().isInstanceOf(SealGroup.class);
  }

  @Test
  void batchJoinsAGroupThatStaysOpen() throws Exception {
    GroupId group = opened();

    Response answered =
        batch("?group=" + group, parcel("") + "\n" + parcel(", \"group\": \"" + group + "\""));

    answered.then().header("Offload-Group", group.toString());
    List<JsonNode> lines = lines(answered);
    assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(202, 422);
    assertThat(lines.getLast().at("/problem/errors/0/pointer").asText()).isEqualTo("/group");
    request().get("/v1/groups/" + group).then().body("state", equalTo("open"));
    request().post("/v1/groups/" + group + "/seal").then().statusCode(200);
    batch("?group=" + group, parcel("")).then().statusCode(409);
  }

  @Test
  void groupOfABatchThatBreaksOffCanBeFilledAndSealed() throws Exception {
    String id;
    try (BatchClient client = BatchClient.open(server, key, "?group=new")) {
      client.send(parcel("") + "\n" + "{\"type\":");
      assertThat(client.next().path("status").asInt()).isEqualTo(202);
      id = client.header("Offload-Group");
    }

    Response rest = batch("?group=" + id, parcel(""));

    assertThat(lines(rest)).extracting(line -> line.path("status").asInt()).containsExactly(202);
    request().post("/v1/groups/" + id + "/seal").then().body("state", equalTo("running"));
  }

  @Test
  void groupOfABatchThatIsCutShortStaysOpen() {
    String body = (parcel("") + "\n").repeat(Surroundings.MAX_BATCH_LINES + 1);

    Response answered = batch("?group=new", body);

    String id = answered.header("Offload-Group");
    request().get("/v1/groups/" + id).then().body("state", equalTo("open"));
  }

  @Test
  void whatFollowsALineCanJoinTheNewGroup() throws Exception {
    String chain = then(parcel(", \"group\": \"new\", " + then(parcel(", \"group\": \"new\""))));

    Response answered =
        batch(
            "?group=new",
            parcel(", " + chain)
                + "\n"
                + parcel(", \"name\": \"a\", " + chain)
                + "\n"
                + parcel(", " + then(parcel(""))));

    GroupId group = GroupId.parse(answered.header("Offload-Group"));
    List<JsonNode> lines = lines(answered);
    assertThat(lines).extracting(line -> line.path("status").asInt()).containsOnly(202);
    assertThat(groupsOf(lines.get(0))).containsExactly(group, group, group);
    assertThat(groupsOf(lines.get(1)))
        .as("it joins only if it says so")
        .containsExactly(group, null);
    assertThat(groupsOf(lines.get(2))).as("the named line").containsExactly(group, group, group);
  }

  @Test
  void onlyWhatFollowsALineOfANewGroupCanCallItSo() throws Exception {
    GroupId group = opened();
    String line = parcel(", " + then(parcel(", \"group\": \"new\"")));

    for (String query : List.of("", "?group=" + group)) {
      JsonNode answer = lines(batch(query, line)).getFirst();
      assertThat(answer.path("status").asInt()).isEqualTo(422);
      assertThat(answer.at("/problem/errors/0/pointer").asText()).isEqualTo("/then/0/task/group");
    }
    JsonNode itself = lines(batch("?group=new", parcel(", \"group\": \"new\""))).getFirst();
    assertThat(itself.at("/problem/errors/0/pointer").asText()).isEqualTo("/group");
  }

  @Test
  void mistakesInWhatFollowsALineArePointedAt() throws Exception {
    String wrong = parcel(", " + then("{\"type\": \"nope\", \"input\": {}}"));
    String nested = parcel(", " + then(parcel(", " + then("{\"type\": \"parcel\"}"))));

    List<JsonNode> lines = lines(batch("", parcel("") + "\n" + wrong + "\n" + nested));

    assertThat(lines).extracting(line -> line.path("line").asInt()).containsExactly(1, 2, 3);
    assertThat(lines.get(1).at("/problem/code").asText()).isEqualTo("unknown-type");
    assertThat(lines.subList(1, 3))
        .extracting(line -> line.at("/problem/errors/0/pointer").asText())
        .containsExactly("/then/0/task/type", "/then/0/task/then/0/task/input");
  }

  /// The groups of a task that was submitted and of its first successors, one after the other.
  private static List<GroupId> groupsOf(JsonNode line) {
    String id = line.at("/task/id").asText();
    TaskSpec spec = ((SubmitTask) Log.of(Topics.COMMANDS, id).getFirst().value()).spec();
    List<GroupId> groups = new ArrayList<>(List.of(spec.terms().group()));
    while (!spec.then().isEmpty()) {
      spec = spec.then().getFirst().task();
      groups.add(spec.terms().group());
    }
    return groups;
  }

  private static String then(String task) {
    return "\"then\": [{\"on\": \"success\", \"task\": " + task + "}]";
  }

  @Test
  void taskShowsWhatFollowsIt() {
    Response accepted =
        request()
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
            () -> request().get("/v1/groups/" + group).then().body("state", equalTo("succeeded")));
  }

  private static List<Command> commands(String id) {
    return Log.of(Topics.COMMANDS, id).stream().map(ConsumerRecord::value).toList();
  }

  private ValidatableResponse listed(String query) {
    return Awaitility.await()
        .until(
            () -> request().get("/v1/tasks" + query),
            answer -> !answer.<List<?>>path("items").isEmpty())
        .then()
        .statusCode(200);
  }

  private static List<JsonNode> lines(Response answered) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answered.asString().lines().toList()) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  private static String parcel(String more) {
    return PARCEL.formatted(more);
  }

  private RequestSpecification request() {
    return Api.with(key);
  }

  private Response open(String body) {
    return request().contentType("application/json").body(body).post("/v1/groups");
  }

  private GroupId opened() {
    return GroupId.parse(open("{}").then().statusCode(201).extract().path("id"));
  }

  private Response submit(GroupId group) {
    return request()
        .contentType("application/json")
        .body(parcel(", \"group\": \"" + group + "\""))
        .post("/v1/tasks");
  }

  private Response keyed(GroupId group) {
    return request()
        .header("Idempotency-Key", "same")
        .contentType("application/json")
        .body(parcel(", \"group\": \"" + group + "\""))
        .post("/v1/tasks");
  }

  private Response batch(String query, String body) {
    return request()
        .contentType("application/x-ndjson")
        .body(body.getBytes(UTF_8))
        .post("/v1/tasks/batch" + query);
  }
}
