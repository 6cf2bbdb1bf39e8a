package dev.offload.ingest.task;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class TaskResourceIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final String tenant = "reading-" + TENANTS.incrementAndGet();
  private LogWriter log;
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void taskIsShownWithItsProgressButNotItsSecrets() {
    Task task = seen(queued(0).tags("vip").running(1));
    log.report(TestTasks.progress(task, 1, 40));

    await()
        .untilAsserted(
            () ->
                Api.with(key)
                    .get("/v1/tasks/{id}", task.id().toString())
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("id", equalTo(task.id().toString()))
                    .body("state", equalTo("running"))
                    .body("progress.done", equalTo(40))
                    .body("tags", contains("vip"))
                    .body("links.self", equalTo("/v1/tasks/" + task.id()))
                    .body("tenant", nullValue())
                    .body("bodyHash", nullValue()));
  }

  @Test
  void anUnchangedTaskIsNotSentAgain() {
    Task task = seen(queued(0).running(1));
    String tag = get(task.id()).header("ETag");
    assertThat(tag).isEqualTo("\"1\"");

    for (String sent : List.of(tag, "W/" + tag, "\"7\", " + tag, "*")) {
      Api.with(key)
          .header("If-None-Match", sent)
          .get("/v1/tasks/{id}", task.id().toString())
          .then()
          .statusCode(304)
          .header("ETag", tag);
    }
    log.report(TestTasks.progress(task, 1, 40));
    await()
        .untilAsserted(
            () ->
                Api.with(key)
                    .header("If-None-Match", tag)
                    .get("/v1/tasks/{id}", task.id().toString())
                    .then()
                    .statusCode(200));
    seen(next(task).running(2));
    assertThat(get(task.id()).header("ETag")).startsWith("\"2");
  }

  @Test
  void taskThatIsNotInTheExpectedStateIsNotSent() {
    Task task = seen(queued(0).running(1));

    Api.with(key)
        .header("If-Match", "\"7\"")
        .get("/v1/tasks/{id}", task.id().toString())
        .then()
        .statusCode(412)
        .header("ETag", "\"1\"")
        .body("code", equalTo("precondition-failed"));
    Api.with(key)
        .header("If-Match", "\"7\", \"1\"")
        .get("/v1/tasks/{id}", task.id().toString())
        .then()
        .statusCode(200);
  }

  @Test
  void foreignTaskIsNotFound() throws Exception {
    Task foreign = log.write(queued(0).tenant("foreign"));
    StandInLifecycle.hasReadEverything();

    for (String id : List.of(foreign.id().toString(), "nonsense", "tsk_1", "TSK_x")) {
      Api.with(key)
          .get("/v1/tasks/{id}", id)
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("code", equalTo("not-found"));
    }
  }

  @Test
  void pagesAreStableWhileTasksAreAdded() {
    List<String> expected = new ArrayList<>();
    for (int second = 0; second < 7; second++) {
      expected.addFirst(seen(queued(second)).id().toString());
    }

    ExtractableResponse<Response> first = list("limit=3", 200);
    seen(queued(100));
    ExtractableResponse<Response> second = list("limit=3&cursor=" + cursor(first), 200);
    seen(queued(101));
    ExtractableResponse<Response> third = list("limit=3&cursor=" + cursor(second), 200);

    List<String> listed = new ArrayList<>(first.path("items.id"));
    listed.addAll(second.path("items.id"));
    listed.addAll(third.path("items.id"));
    assertThat(listed).isEqualTo(expected);
    assertThat(cursor(third)).isNull();
  }

  @Test
  void cursorIsRefusedForAnotherQuery() {
    seen(queued(0).tags("a"));
    seen(queued(1).tags("a"));
    String cursor = cursor(list("limit=1&tag=a", 200));

    assertThat(list("tag=a&cursor=" + cursor, 200).<List<String>>path("items.id")).hasSize(1);
    for (String query : List.of("tag=b", "origin=client", "tag=a&state=queued")) {
      assertInvalid(query + "&cursor=" + cursor, "cursor");
    }
    assertInvalid("cursor=AAAA", "cursor");
    assertInvalid("cursor=%21", "cursor");
    Api.with(Api.newKey("other-reader", "read"))
        .get("/v1/tasks?tag=a&cursor=" + cursor)
        .then()
        .statusCode(400);
  }

  @Test
  void filtersRestrictTheListAndSystemTasksAreShownOnRequest() {
    Task image = seen(queued(0));
    Task failed = seen(queued(60).type("email").state(TaskState.FAILED));
    Task system = seen(queued(120).type("webhook").system());

    assertThat(ids("limit=200")).containsExactly(failed.id(), image.id());
    assertThat(ids("origin=client&state=failed")).containsExactly(failed.id());
    assertThat(ids("type=image")).containsExactly(image.id());
    assertThat(ids("origin=system")).containsExactly(system.id());
    assertThat(ids("createdAfter=2026-11-22T12:00:00Z")).containsExactly(failed.id());
    assertThat(ids("createdBefore=2026-11-22T13:00:30%2B01:00")).containsExactly(image.id());
    assertThat(ids("type=nope")).isEmpty();
  }

  @Test
  void failedTasksAreFoundByErrorAndEnd() {
    Instant ended = TestTasks.NOON.plusSeconds(600);
    Task boom = seen(queued(0).failed("boom", ended));
    Task lost = seen(queued(1).failed("lease-lost", ended.plusSeconds(1)));

    assertThat(ids("state=failed&errorCode=boom")).containsExactly(boom.id());
    assertThat(ids("finishedAfter=" + ended)).containsExactly(lost.id());
    assertThat(ids("finishedBefore=" + ended.plusSeconds(1))).containsExactly(boom.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "state=done",
        "state=",
        "origin=all",
        "createdAfter=yesterday",
        "createdBefore=2026-11-22",
        "finishedAfter=1",
        "finishedBefore=now",
        "stat=failed",
        "tag=a&tag=b"
      })
  void aQueryThatMakesNoSenseIsRefused(String query) {
    assertInvalid(query, query.substring(0, query.indexOf('=')));
  }

  private void assertInvalid(String query, String named) {
    Api.with(key)
        .urlEncodingEnabled(false)
        .get("/v1/tasks?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid-parameter"))
        .body("detail", containsString(named));
  }

  /// Written, and known to the API.
  private Task seen(TestTasks task) {
    Task written = log.write(task.tenant(tenant));
    await()
        .untilAsserted(
            () ->
                assertThat(get(written.id()).<Integer>path("version").longValue())
                    .isGreaterThanOrEqualTo(written.version()));
    return written;
  }

  private ExtractableResponse<Response> get(TaskId id) {
    return Api.with(key).get("/v1/tasks/{id}", id.toString()).then().extract();
  }

  private ExtractableResponse<Response> list(String query, int status) {
    return Api.with(key)
        .urlEncodingEnabled(false)
        .get("/v1/tasks?" + query)
        .then()
        .statusCode(status)
        .extract();
  }

  private List<TaskId> ids(String query) {
    return list(query, 200).<List<String>>path("items.id").stream().map(TaskId::parse).toList();
  }

  private static String cursor(ExtractableResponse<Response> page) {
    return page.path("nextCursor");
  }
}
