package dev.offload.ingest.group;

import static dev.offload.ingest.group.GroupOwner.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Batches whose tasks join a group, and what follows their lines.
@IngestTest
class BatchGroupsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  @TestHTTPResource private URI server;
  private StandInLifecycle lifecycle;
  private GroupOwner owner;

  @BeforeEach
  void start() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    owner = GroupOwner.of("batches-" + RUNS.incrementAndGet());
  }

  @AfterEach
  void stop() {
    lifecycle.close();
  }

  @Test
  void batchOpensAGroupAndSealsIt() throws Exception {
    Response answered = owner.batch("?group=new", parcel("") + "\n{}\n" + parcel(""));

    String id = answered.header("Offload-Group");
    List<JsonNode> lines = lines(answered);
    assertThat(lines)
        .extracting(line -> line.path("status").asInt())
        .containsExactly(202, 422, 202);
    assertThat(lines.getFirst().at("/task/group").asText()).isEqualTo(id);
    owner
        .request()
        .get("/v1/groups/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("running"));
    assertThat(commands(id)).last().isInstanceOf(SealGroup.class);
  }

  @Test
  void batchJoinsAGroupThatStaysOpen() throws Exception {
    GroupId group = owner.opened();

    Response answered =
        owner.batch(
            "?group=" + group, parcel("") + "\n" + parcel(", \"group\": \"" + group + "\""));

    answered.then().header("Offload-Group", group.toString());
    List<JsonNode> lines = lines(answered);
    assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(202, 422);
    assertThat(lines.getLast().at("/problem/errors/0/pointer").asText()).isEqualTo("/group");
    owner.request().get("/v1/groups/" + group).then().body("state", equalTo("open"));
    owner.request().post("/v1/groups/" + group + "/seal").then().statusCode(200);
    owner.batch("?group=" + group, parcel("")).then().statusCode(409);
  }

  @Test
  void groupOfABatchThatBreaksOffCanBeFilledAndSealed() throws Exception {
    String id;
    try (BatchClient client = BatchClient.open(server, owner.key(), "?group=new")) {
      client.send(parcel("") + "\n" + "{\"type\":");
      assertThat(client.next().path("status").asInt()).isEqualTo(202);
      id = client.header("Offload-Group");
    }

    Response rest = owner.batch("?group=" + id, parcel(""));

    assertThat(lines(rest)).extracting(line -> line.path("status").asInt()).containsExactly(202);
    owner.request().post("/v1/groups/" + id + "/seal").then().body("state", equalTo("running"));
  }

  @Test
  void groupOfABatchThatIsCutShortStaysOpen() {
    String body = (parcel("") + "\n").repeat(Surroundings.MAX_BATCH_LINES + 1);

    Response answered = owner.batch("?group=new", body);

    String id = answered.header("Offload-Group");
    owner.request().get("/v1/groups/" + id).then().body("state", equalTo("open"));
  }

  @Test
  void whatFollowsALineCanJoinTheNewGroup() throws Exception {
    String chain = then(parcel(", \"group\": \"new\", " + then(parcel(", \"group\": \"new\""))));

    Response answered =
        owner.batch(
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
    GroupId group = owner.opened();
    String line = parcel(", " + then(parcel(", \"group\": \"new\"")));

    for (String query : List.of("", "?group=" + group)) {
      JsonNode answer = lines(owner.batch(query, line)).getFirst();
      assertThat(answer.path("status").asInt()).isEqualTo(422);
      assertThat(answer.at("/problem/errors/0/pointer").asText()).isEqualTo("/then/0/task/group");
    }
    JsonNode itself = lines(owner.batch("?group=new", parcel(", \"group\": \"new\""))).getFirst();
    assertThat(itself.at("/problem/errors/0/pointer").asText()).isEqualTo("/group");
  }

  @Test
  void mistakesInWhatFollowsALineArePointedAt() throws Exception {
    String wrong = parcel(", " + then("{\"type\": \"nope\", \"input\": {}}"));
    String nested = parcel(", " + then(parcel(", " + then("{\"type\": \"parcel\"}"))));

    List<JsonNode> lines = lines(owner.batch("", parcel("") + "\n" + wrong + "\n" + nested));

    assertThat(lines).extracting(line -> line.path("line").asInt()).containsExactly(1, 2, 3);
    assertThat(lines.get(1).at("/problem/code").asText()).isEqualTo("unknown-type");
    assertThat(lines.subList(1, 3))
        .extracting(line -> line.at("/problem/errors/0/pointer").asText())
        .containsExactly("/then/0/task/type", "/then/0/task/then/0/task/input");
  }

  @Test
  void newGroupOfABatchIsSealedWhileTheLifecycleIsBehind() throws Exception {
    String id;
    try (BatchClient client = BatchClient.open(server, owner.key(), "?group=new")) {
      client.send(parcel("") + "\n");
      assertThat(client.next().path("status").asInt()).isEqualTo(202);
      lifecycle.close();
      client.end();
      assertThat(client.rest()).as("it ends as it should").isEmpty();
      id = client.header("Offload-Group");
    }

    assertThat(commands(id)).last().isInstanceOf(SealGroup.class);
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

  private static List<Command> commands(String id) {
    return Log.of(Topics.COMMANDS, id).stream().map(ConsumerRecord::value).toList();
  }

  private static List<JsonNode> lines(Response answered) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answered.asString().lines().toList()) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }
}
