package dev.offload.ingest.queue;

import static dev.offload.ingest.rig.TestTasks.queued;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class QueuesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String queue = "queue-" + RUNS.incrementAndGet();
  private final String tenant = "queues-" + RUNS.get();
  private LogWriter log;
  private String key;
  private String admin;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read");
    admin = Api.newKey("operators", "admin");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void tenantsSeeTheirOwnCountsAndOperatorsAll() {
    log.write(queued(0).queue(queue).tenant(tenant));
    log.write(queued(1).queue(queue).tenant(tenant).running(1));
    log.write(queued(2).queue(queue).tenant(tenant).state(TaskState.SCHEDULED));
    log.write(queued(3).queue(queue).tenant(tenant).state(TaskState.RETRYING));
    log.write(
        queued(4).queue(queue).tenant(tenant).state(TaskState.FAILED).finishedAt(Instant.now()));
    log.write(queued(5).queue(queue).tenant("someone"));

    await()
        .untilAsserted(
            () ->
                get(key)
                    .statusCode(200)
                    .body("queue", equalTo(queue))
                    .body("queued", equalTo(1))
                    .body("running", equalTo(1))
                    .body("scheduled", equalTo(1))
                    .body("retrying", equalTo(1))
                    .body("oldestQueuedAgeSeconds", greaterThan(0f))
                    .body("ratePerSecond", greaterThan(0f))
                    .body("paused", equalTo(false)));
    await().untilAsserted(() -> get(admin).statusCode(200).body("queued", equalTo(2)));
    Api.with(Api.newKey("no-tasks", "read"))
        .get("/v1/queues/{queue}", queue)
        .then()
        .body("queued", equalTo(0))
        .body("oldestQueuedAgeSeconds", equalTo(0f));
  }

  @Test
  void demandIsWhatRunsAndWhatLacksOnlyASlot() {
    String scaler = Api.newKey("scalers", "queues");
    log.write(queued(0).queue(queue).tenant(tenant));
    log.write(queued(1).queue(queue).tenant("someone"));
    log.write(queued(2).queue(queue).tenant(tenant).waitingFor(WaitingFor.turn()));
    log.write(queued(3).queue(queue).tenant(tenant).waitingFor(WaitingFor.limit("key/smtp:relay")));
    log.write(queued(4).queue(queue).tenant(tenant).state(TaskState.SCHEDULED));
    log.write(queued(5).queue(queue).tenant(tenant).state(TaskState.RETRYING));
    log.write(queued(6).queue(queue).tenant(tenant).running(1));

    await()
        .untilAsserted(
            () ->
                get(scaler)
                    .statusCode(200)
                    .body("demand", equalTo(3))
                    .body("running", equalTo(1))
                    .body("tenants", nullValue()));
    worker("worker-" + queue, Instant.now(), 4, 2);
    await().untilAsserted(() -> get(admin).body("demand", equalTo(5)));
    get(key).body("demand", nullValue());

    post(admin, "pause").statusCode(200);
    get(scaler).body("demand", equalTo(2));
    post(admin, "resume").statusCode(200);
  }

  @Test
  void liveWorkersAreCountedWithTheirSlots() {
    worker("worker-a", Instant.now(), 4);
    worker("worker-b", Instant.now(), 2);
    worker("worker-c", Instant.now().minus(Duration.ofMinutes(1)), 8);

    await()
        .untilAsserted(
            () -> get(key).statusCode(200).body("workers", equalTo(2)).body("slots", equalTo(6)));
  }

  @Test
  void queuesOfTypesAreListedEvenWhenIdle() {
    Api.with(key)
        .get("/v1/queues")
        .then()
        .statusCode(200)
        .body("items.queue", hasItem("parcel"))
        .body("items.queue", not(hasItem("never-heard-of")))
        .body("nextCursor", nullValue());
  }

  @Test
  void anUnknownQueueIsNotFound() {
    get(key).statusCode(404).body("code", equalTo("not-found"));
    post(admin, "pause").statusCode(404);
    Assertions.assertThat(Log.of(Topics.CONTROL, PauseQueue.key(queue))).isEmpty();
  }

  @Test
  void operatorsPauseAndResume() {
    worker("worker-" + queue, Instant.now(), 1);
    await().untilAsserted(() -> get(key).statusCode(200));

    post(admin, "pause").statusCode(200).body("paused", equalTo(true));
    post(admin, "pause").statusCode(200).body("paused", equalTo(true));
    get(key).body("paused", equalTo(true));
    post(admin, "resume").statusCode(200).body("paused", equalTo(false));

    List<ControlEntry> written =
        Log.of(Topics.CONTROL, PauseQueue.key(queue)).stream()
            .map(record -> record.value())
            .toList();
    Assertions.assertThat(written).hasSize(3);
    Assertions.assertThat(written.getFirst())
        .isInstanceOfSatisfying(
            PauseQueue.class, pause -> Assertions.assertThat(pause.queue()).isEqualTo(queue));
    Assertions.assertThat(written.getLast()).isNull();
  }

  @Test
  void tenantsMayNotPause() {
    post(key, "pause").statusCode(403).body("code", equalTo("forbidden"));
    post(Api.newKey(tenant, "submit", "manage"), "resume").statusCode(403);
  }

  private void worker(String name, Instant at, int slots) {
    worker(name, at, slots, 0);
  }

  private void worker(String name, Instant at, int slots, int running) {
    List<QueueSlots> queues = List.of(new QueueSlots(queue, slots, running));
    log.write(Topics.WORKERS, name, new WorkerStatus(name, queues, at));
  }

  private ValidatableResponse get(String by) {
    return Api.with(by).get("/v1/queues/{queue}", queue).then();
  }

  private ValidatableResponse post(String by, String what) {
    return Api.with(by).post("/v1/queues/{queue}/{what}", queue, what).then();
  }
}
