package dev.offload.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileId;
import dev.offload.files.NewFile;
import dev.offload.files.Storing;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.KafkaTestResource;
import dev.offload.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Queries that would take up the whole machine fail, and no task beside them suffers.
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(ReportInHostIT.ServingReports.class)
class ReportInHostIT {
  private static final String TENANT = "default";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ConfigProperty(name = "offload.files.directory")
  Path directory;

  /// A host that serves reports and probes.
  public static final class ServingReports implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Path fresh = freshDirectory();
      return Map.of(
          "offload.worker.queues.report.slots", "2",
          "offload.worker.queues.probe.slots", "2",
          "offload.report.time", "PT20S",
          "offload.files.directory", fresh.resolve("files").toString(),
          "offload.worker.work-directory", fresh.resolve("work").toString(),
          "offload.topics.replication-factor", "1",
          "offload.topics.min-in-sync-replicas", "1",
          "quarkus.log.level", "WARN");
    }

    private static Path freshDirectory() {
      try {
        return Files.createTempDirectory("report-in-host");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void hostileQueriesFailWhileOtherTasksGoOn() throws Exception {
    // Given
    FileId sales = stored("region,amount\nnorth,1\nsouth,2\nnorth,3\n");
    SubmitTask endless =
        report(
            sales,
            "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE hash(a.range +"
                + " b.range) = 3");
    SubmitTask greedy =
        report(
            sales,
            "SELECT length(x || x || x) FROM (SELECT repeat(repeat('x', 1000000), 2000) AS x)");
    SubmitTask thief = report(sales, "SELECT * FROM read_text('/etc/passwd')");
    SubmitTask honest =
        report(sales, "SELECT region, sum(amount) AS total FROM sales GROUP BY 1 ORDER BY 1");
    SubmitTask probe = task("probe", "{\"result\": 42}");

    // When
    submit(endless);
    await().atMost(PATIENCE).until(() -> event(endless, AttemptStarted.class).isPresent());
    submit(probe);
    submit(greedy);
    submit(thief);
    submit(honest);

    // Then
    for (SubmitTask report : List.of(endless, greedy, thief, honest)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ends(report)).hasSize(1));
    }
    AttemptSucceeded done = event(honest, AttemptSucceeded.class).orElseThrow();
    assertThat(code(endless)).isEqualTo("report-timeout");
    assertThat(code(greedy)).isEqualTo("report-memory");
    assertThat(code(thief)).isEqualTo("report-forbidden");
    assertThat(done.result().path("preview").toString()).isEqualTo("[[\"north\",4],[\"south\",2]]");
    assertThat(done.files()).hasSize(3);
    assertThat(end(probe, AttemptSucceeded.class)).isBefore(end(endless, AttemptFailed.class));
  }

  private FileId stored(String csv) throws IOException {
    DirectoryFileStore files = DirectoryFileStore.open(directory, Clock.systemUTC());
    NewFile file = new NewFile("sales.csv", "text/csv", Optional.empty(), 1 << 20);
    Storing storing = files.store(TENANT, file, new ByteArrayInputStream(csv.getBytes(UTF_8)));
    return ((Storing.Stored) storing).file().id();
  }

  private static void submit(SubmitTask task) throws Exception {
    Topic<SubmitTask> topic = Topics.direct(task.queue());
    try (var producer =
        KafkaForTests.producer(new StringSerializer(), topic.values().serializer())) {
      producer.send(topic.record(task.taskId().toString(), task, 12)).get();
    }
  }

  private static String code(SubmitTask task) {
    AttemptFailed failed = event(task, AttemptFailed.class).orElseThrow();
    assertThat(failed.error().isFinal()).isTrue();
    return failed.error().code();
  }

  private static <E extends AttemptEvent> Optional<E> event(SubmitTask task, Class<E> kind) {
    return events().stream()
        .filter(event -> event.taskId().equals(task.taskId()))
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static Instant end(SubmitTask task, Class<? extends AttemptEvent> kind) {
    return event(task, kind).orElseThrow().at();
  }

  private static List<AttemptEvent> ends(SubmitTask task) {
    return events().stream()
        .filter(event -> event.taskId().equals(task.taskId()))
        .filter(event -> event instanceof AttemptSucceeded || event instanceof AttemptFailed)
        .toList();
  }

  private static List<AttemptEvent> events() {
    return TopicReader.of(Topics.ATTEMPTS.values().deserializer())
        .readValues(Topics.ATTEMPTS.name());
  }

  private static SubmitTask report(FileId sales, String query) throws IOException {
    var input = Json.MAPPER.createObjectNode();
    input.putArray("sources").addObject().put("name", "sales").put("file", sales.value());
    input.put("query", query);
    input.putArray("formats").add("csv").add("xlsx").add("html");
    return task("report", input.toString());
  }

  private static SubmitTask task(String type, String input) throws IOException {
    Instant now = Instant.now();
    return SubmitTask.fromClient(
        TaskId.fresh(now), TENANT, TaskSpec.of(type, type, Json.MAPPER.readTree(input)), now);
  }
}
