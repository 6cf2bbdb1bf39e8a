package dev.offload.ingest.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.pause.Pauses;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.workers.WorkerSlots;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.testkit.KafkaForTests;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class RouteIT {

  private static final int PARTITIONS = 3;

  /// A queue of its own for each test: hand-outs of one would count in another.
  private String queue;

  @Inject WorkerSlots slots;
  @Inject Pauses pauses;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @AfterEach
  void endTheWorkerAndThePause() throws Exception {
    write(Topics.WORKERS, "w1", null);
    write(Topics.CONTROL, PauseQueue.key(queue), null);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> slots.of(queue, Instant.now()) == 0 && !pauses.ofQueue(queue));
  }

  @Test
  void taskGoesDirectWhileFewerWaitThanThereAreSlots() throws Exception {
    queue = "barge";
    announceWorker(2);

    String first = submit("");
    String second = submit("");
    String third = submit("");

    assertThat(wentDirect(first)).isTrue();
    assertThat(wentDirect(second)).isTrue();
    assertThat(wentDirect(third)).isFalse();
    assertThat(Log.of(Topics.COMMANDS, third)).hasSize(1);
    assertThat(Log.of(Topics.COMMANDS, first)).isEmpty();
  }

  @Test
  void taskOfAPausedQueueWaitsForTheLifecycle() throws Exception {
    queue = "depot";
    announceWorker(100);
    write(Topics.CONTROL, PauseQueue.key(queue), new PauseQueue(queue, Instant.now()));
    await().atMost(Duration.ofMinutes(1)).until(() -> pauses.ofQueue(queue));

    assertThat(wentDirect(submit(""))).isFalse();
  }

  @Test
  void taskOfAPausedTenantWaitsForTheLifecycle() throws Exception {
    queue = "depot";
    announceWorker(100);
    Api.bootstrap().post("/v1/tenants/acme/pause").then().statusCode(200);

    assertThat(wentDirect(submit(""))).isFalse();

    Api.bootstrap().post("/v1/tenants/acme/resume").then().statusCode(200);
    assertThat(wentDirect(submit(""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"key/route:a", "key/route:*", "tenant/acme", "queue/courier"})
  void taskWithALimitWaitsForTheLifecycle(String scope) throws Exception {
    queue = "courier";
    announceWorker(100);
    String keyed = ", \"concurrencyKey\": \"route:a\"";
    assertThat(wentDirect(submit(keyed))).isTrue();
    limit().put("/v1/limits/" + scope).then().statusCode(201);

    assertThat(wentDirect(submit(keyed))).isFalse();
    assertThat(wentDirect(submit(", \"concurrencyKey\": \"other\"")))
        .as("it has another key")
        .isEqualTo(scope.startsWith("key/"));

    limit().delete("/v1/limits/" + scope).then().statusCode(204);
    assertThat(wentDirect(submit(keyed))).isTrue();
  }

  private static RequestSpecification limit() {
    return Api.bootstrap().contentType("application/json").body("{\"concurrency\": 1}");
  }

  @Test
  void delayedTaskWaitsForTheLifecycle() throws Exception {
    queue = "courier";
    announceWorker(100);

    assertThat(wentDirect(submit(", \"delay\": \"PT1S\""))).isFalse();
    assertThat(wentDirect(submit(", \"delay\": \"PT0S\""))).isTrue();
  }

  private void announceWorker(int count) throws Exception {
    write(
        Topics.WORKERS,
        "w1",
        new WorkerStatus(
            "w1", List.of(new WorkerStatus.QueueSlots(queue, count, 0)), Instant.now()));
    await().atMost(Duration.ofMinutes(1)).until(() -> slots.of(queue, Instant.now()) == count);
  }

  private String submit(String more) {
    return Api.bootstrap()
        .contentType("application/json")
        .body("{\"type\": \"" + queue + "\", \"input\": {\"to\": \"x\"}" + more + "}")
        .post("/v1/tasks")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private boolean wentDirect(String id) {
    return !Log.of(Topics.direct(queue), id).isEmpty();
  }

  private static <V> void write(Topic<V> topic, String key, V value) throws Exception {
    try (Producer<String, V> producer =
        KafkaForTests.producer(new StringSerializer(), topic.values().serializer())) {
      producer.send(topic.record(key, value, PARTITIONS)).get();
    }
  }
}
