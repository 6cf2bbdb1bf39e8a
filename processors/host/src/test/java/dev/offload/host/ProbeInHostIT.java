package dev.offload.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.KafkaTestResource;
import dev.offload.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(ProbeInHostIT.ServingProbes.class)
class ProbeInHostIT {
  private static final String TENANT = "default";

  /// A host that serves one queue.
  public static final class ServingProbes implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "offload.worker.queues.probe.slots", "4",
          "offload.topics.replication-factor", "1",
          "offload.topics.min-in-sync-replicas", "1",
          "quarkus.log.level", "WARN");
    }
  }

  @Test
  void taskOfTheDirectRouteIsRun() throws Exception {
    // Given
    Topic<SubmitTask> topic = Topics.direct("probe");
    SubmitTask task = probe(Json.MAPPER.readTree("{\"sleep\":\"PT0.01S\",\"result\":[42]}"));

    // When
    try (var producer =
        KafkaForTests.producer(new StringSerializer(), topic.values().serializer())) {
      producer.send(topic.record(task.taskId().toString(), task, 12)).get();
    }

    // Then
    await()
        .untilAsserted(
            () -> assertThat(result(task.taskId())).hasValue(Json.MAPPER.readTree("[42]")));
  }

  private static Optional<JsonNode> result(TaskId id) {
    List<AttemptEvent> events =
        TopicReader.of(Topics.ATTEMPTS.values().deserializer()).readValues(Topics.ATTEMPTS.name());
    return events.stream()
        .filter(event -> event.taskId().equals(id))
        .filter(AttemptSucceeded.class::isInstance)
        .map(event -> ((AttemptSucceeded) event).result())
        .findFirst();
  }

  private static SubmitTask probe(JsonNode input) {
    Instant now = Instant.now();
    return SubmitTask.fromClient(
        TaskId.fresh(now), TENANT, TaskSpec.of("probe", "probe", input), now);
  }
}
