package dev.offload.ingest.waiting;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class WaitReasonsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Instant LATER = Instant.parse("2126-11-22T12:00:00Z");

  private final String queue = "waiting-" + RUNS.incrementAndGet();
  private final String tenant = "waiting-" + RUNS.get();
  private LogWriter log;
  private String key;
  private String admin;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read", "submit", "manage");
    admin = Api.newKey("operators", "admin");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void taskOfAQueueThatNobodyServesWaitsForAWorker() {
    Task task = log.write(one());

    shown(task).body("waitingFor", equalTo(Map.of("reason", "worker")));
    counted("worker", 1);

    worker();
    await()
        .untilAsserted(
            () -> get(task).body("waitingFor.reason", equalTo("turn")).body("id", id(task)));
  }

  @Test
  void taskOfAPausedQueueWaitsForItsEnd() {
    worker();
    Task task = log.write(one());
    shown(task).body("waitingFor.reason", equalTo("turn"));

    Api.with(admin).post("/v1/queues/{queue}/pause", queue).then().statusCode(200);

    get(task)
        .body("waitingFor.reason", equalTo("paused"))
        .body("waitingFor.scope", equalTo("queue/" + queue))
        .body("waitingFor", aMapWithSize(2));
    counted("paused", 1);
    Api.with(admin).post("/v1/queues/{queue}/resume", queue).then().statusCode(200);
    get(task).body("waitingFor.reason", equalTo("turn"));
  }

  @Test
  void pauseOfATenantHoldsWhatIsInLine() {
    worker();
    Task inLine = log.write(one().waitingFor(WaitingFor.turn()));
    Task handedOut = log.write(one());
    shown(inLine);
    shown(handedOut);

    Api.with(admin).post("/v1/tenants/{tenant}/pause", tenant).then().statusCode(200);

    get(inLine)
        .body("waitingFor.reason", equalTo("paused"))
        .body("waitingFor.scope", equalTo("tenant/" + tenant));
    get(handedOut).body("waitingFor.reason", equalTo("turn"));
    counted("paused", 1);
    counted("turn", 1);
    submitted("").body("waitingFor.scope", equalTo("tenant/" + tenant));
    Api.with(admin).post("/v1/tenants/{tenant}/resume", tenant).then().statusCode(200);
  }

  @Test
  void taskThatWaitsForALimitSaysHowMuchOfItIsUsed() {
    worker();
    limit(key, "key/smtp:relay");
    Task task = log.write(one().waitingFor(WaitingFor.limit("key/smtp:relay")));
    shown(task)
        .body("waitingFor.reason", equalTo("limit"))
        .body("waitingFor.scope", equalTo("key/smtp:relay"))
        .body("waitingFor", not(hasKey("used")));

    use(new OfKey(tenant, "smtp:relay"));

    await()
        .untilAsserted(
            () ->
                get(task)
                    .body("waitingFor.used", equalTo(4))
                    .body("waitingFor.of", equalTo(5))
                    .body("waitingFor", aMapWithSize(4)));
    counted("limit", 1);
    listed(TaskState.QUEUED).body("items", hasSize(1)).body("items[0].waitingFor.used", equalTo(4));
  }

  @Test
  void howMuchOfALimitIsUsedIsForThoseWhoMaySeeTheLimit() {
    worker();
    limit(admin, "queue/" + queue);
    limit(admin, "tenant/" + tenant);
    limit(key, "key/smtp:relay");
    use(new OfQueue(queue));
    use(new OfTenant(tenant));
    use(new OfKey(tenant, "smtp:relay"));
    Task ofQueue = log.write(one().waitingFor(WaitingFor.limit("queue/" + queue)));
    Task ofTenant = log.write(one().waitingFor(WaitingFor.limit("tenant/" + tenant)));
    Task ofKey = log.write(one().waitingFor(WaitingFor.limit("key/smtp:relay")));
    String reader = Api.newKey(tenant, "read", "submit");
    String operator = Api.newKey(tenant, "read", "admin");
    shown(ofKey);

    await().untilAsserted(() -> used(operator, ofQueue, 4));
    await().untilAsserted(() -> used(operator, ofTenant, 4));
    await().untilAsserted(() -> used(key, ofKey, 4));
    used(operator, ofKey, null);
    used(key, ofQueue, null);
    used(key, ofTenant, null);
    used(reader, ofKey, null);
    Api.with(key)
        .get("/v1/tasks?state=queued")
        .then()
        .statusCode(200)
        .body("items.waitingFor.scope", hasItem("queue/" + queue))
        .body("items.waitingFor.used", containsInAnyOrder(4, null, null));
  }

  @Test
  void taskThatWaitsForItsTurnSaysHowManyAreBeforeIt() {
    worker();
    Task first = log.write(one().waitingFor(WaitingFor.turn()));
    Task second = log.write(one().waitingFor(WaitingFor.turn()));
    Task urgent = log.write(one().priority(9).waitingFor(WaitingFor.turn()));
    shown(first);
    shown(second);
    shown(urgent);

    get(second)
        .body("waitingFor.reason", equalTo("turn"))
        .body("waitingFor.before", equalTo(2))
        .body("waitingFor", aMapWithSize(2));
    get(urgent).body("waitingFor.before", equalTo(0));
    counted("turn", 3);
    listed(TaskState.QUEUED)
        .body("items[0].waitingFor.reason", equalTo("turn"))
        .body("items[0].waitingFor.before", nullValue());

    log.write(next(urgent).running(1));
    await().untilAsserted(() -> get(second).body("waitingFor.before", equalTo(1)));
  }

  @Test
  void howManyAreBeforeATaskIsNotSaidWhileOtherTenantsTakeTurns() {
    worker();
    Task task = log.write(one().waitingFor(WaitingFor.turn()));
    Task handedOut = log.write(one());
    shown(task).body("waitingFor.before", equalTo(1));
    Task limited = log.write(other().waitingFor(WaitingFor.limit("tenant/other-" + queue)));
    Task others = log.write(other());

    await().untilAsserted(() -> get(task).body("waitingFor", equalTo(Map.of("reason", "turn"))));
    get(handedOut).body("waitingFor", equalTo(Map.of("reason", "turn")));

    log.write(next(others).running(1));
    await().untilAsserted(() -> get(task).body("waitingFor.before", equalTo(1)));
    log.write(next(limited).waitingFor(WaitingFor.turn()));
    await().untilAsserted(() -> get(task).body("waitingFor", equalTo(Map.of("reason", "turn"))));
  }

  @Test
  void scheduledAndRetryingTasksSayUntilWhenTheyWait() {
    Task scheduled = log.write(one().state(TaskState.SCHEDULED).due(LATER));
    Task retrying = log.write(one().state(TaskState.RETRYING).due(LATER));

    shown(scheduled)
        .body("waitingFor.reason", equalTo("time"))
        .body("waitingFor.until", equalTo(LATER.toString()))
        .body("waitingFor", aMapWithSize(2));
    shown(retrying)
        .body("waitingFor.reason", equalTo("backoff"))
        .body("waitingFor.until", equalTo(LATER.toString()));
    counted("time", 1);
    counted("backoff", 1);
    submitted(", \"delay\": \"PT1H\"").body("waitingFor.reason", equalTo("time"));
  }

  @Test
  void taskThatRunsOrHasEndedWaitsForNothing() {
    Task running = log.write(one().running(1));
    Task ended = log.write(one().state(TaskState.CANCELLED));

    shown(running).body("$", not(hasKey("waitingFor")));
    shown(ended).body("$", not(hasKey("waitingFor")));
  }

  @Test
  void etagChangesWithTheReason() {
    Task task = log.write(one());
    String tag = shown(task).body("waitingFor.reason", equalTo("worker")).extract().header("ETag");
    Api.with(key)
        .header("If-None-Match", tag)
        .get("/v1/tasks/{id}", task.id().toString())
        .then()
        .statusCode(304);

    worker();

    await().untilAsserted(() -> get(task).header("ETag", not(equalTo(tag))));
  }

  @Test
  void operatorsSeeWhichTenantsWait() {
    worker();
    String many = "many-" + queue;
    for (int second = 0; second < 3; second++) {
      log.write(queued(second).queue(queue).tenant(many).waitingFor(WaitingFor.turn()));
    }
    log.write(one().waitingFor(WaitingFor.limit("tenant/" + tenant)));
    log.write(queued(0).queue(queue).tenant("busy-" + queue).running(1));

    await()
        .untilAsserted(
            () ->
                Api.with(admin)
                    .get("/v1/queues/{queue}", queue)
                    .then()
                    .statusCode(200)
                    .body("running", equalTo(1))
                    .body("tenants.tenant", equalTo(List.of(many, tenant)))
                    .body("tenants.waiting.turn", equalTo(List.of(3, 0)))
                    .body("tenants.waiting.limit", equalTo(List.of(0, 1)))
                    .body("waiting.turn", equalTo(3))
                    .body("waiting.limit", equalTo(1)));
    Api.with(key)
        .get("/v1/queues/{queue}", queue)
        .then()
        .body("$", not(hasKey("tenants")))
        .body("waiting.turn", equalTo(0))
        .body("waiting.limit", equalTo(1));
  }

  private TestTasks one() {
    return queued(0).queue(queue).tenant(tenant);
  }

  private TestTasks other() {
    return queued(0).queue(queue).tenant("other-" + queue);
  }

  private void worker() {
    String name = "worker-" + queue;
    log.write(
        Topics.WORKERS,
        name,
        new WorkerStatus(name, List.of(new QueueSlots(queue, 1, 0)), Instant.now()));
    await()
        .untilAsserted(
            () ->
                Api.with(key)
                    .get("/v1/queues/{queue}", queue)
                    .then()
                    .statusCode(200)
                    .body("slots", equalTo(1)));
  }

  private static void limit(String key, String scope) {
    Api.with(key)
        .contentType("application/json")
        .body("{\"concurrency\": 5}")
        .put("/v1/limits/" + scope)
        .then()
        .statusCode(201);
  }

  private void use(LimitScope scope) {
    log.write(
        Topics.LIMITS, LimitStatus.key(scope), new LimitStatus(scope, LimitRule.atMost(5), 4, 1));
  }

  /// `of` is there together with `used`.
  private static void used(String key, Task task, Integer used) {
    Api.with(key)
        .get("/v1/tasks/{id}", task.id().toString())
        .then()
        .statusCode(200)
        .body("waitingFor.reason", equalTo("limit"))
        .body("waitingFor.scope", equalTo(task.waitingFor().scopeOrNull()))
        .body("waitingFor.used", equalTo(used))
        .body("waitingFor.of", used == null ? nullValue() : equalTo(5));
  }

  /// The task as soon as it is there.
  private ValidatableResponse shown(Task task) {
    await().untilAsserted(() -> get(task).statusCode(200));
    return get(task);
  }

  private ValidatableResponse get(Task task) {
    return Api.with(key).get("/v1/tasks/{id}", task.id().toString()).then();
  }

  private static Matcher<String> id(Task task) {
    return equalTo(task.id().toString());
  }

  private ValidatableResponse listed(TaskState state) {
    return Api.with(key).get("/v1/tasks?state={state}", state.toString()).then().statusCode(200);
  }

  private ValidatableResponse submitted(String more) {
    return Api.with(key)
        .contentType("application/json")
        .body("{\"type\": \"parcel\", \"input\": {\"to\": \"Ada\"}" + more + "}")
        .post("/v1/tasks")
        .then()
        .statusCode(202);
  }

  private void counted(String reason, int count) {
    Api.with(key)
        .get("/v1/queues/{queue}", queue)
        .then()
        .statusCode(200)
        .body("waiting." + reason, equalTo(count));
  }
}
