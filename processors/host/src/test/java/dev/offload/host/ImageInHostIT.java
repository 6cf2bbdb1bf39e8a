package dev.offload.host;

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
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.KafkaTestResource;
import dev.offload.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// The native library works inside the class loader and the threads of the host.
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@TestProfile(ImageInHostIT.ServingImages.class)
class ImageInHostIT {
  private static final String TENANT = "default";

  @ConfigProperty(name = "offload.files.directory")
  Path directory;

  /// A host that serves one queue.
  public static final class ServingImages implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "offload.worker.queues.image.slots", "2",
          "offload.files.directory", freshDirectory().toString(),
          "offload.topics.replication-factor", "1",
          "offload.topics.min-in-sync-replicas", "1",
          "quarkus.log.level", "WARN");
    }

    private static Path freshDirectory() {
      try {
        return Files.createTempDirectory(Path.of("target"), "image-in-host-").toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void pictureBecomesAThumbnail() throws Exception {
    // Given
    DirectoryFileStore files = DirectoryFileStore.open(directory, Clock.systemUTC());
    Topic<SubmitTask> topic = Topics.direct("image");
    SubmitTask task = image(stored(files, new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB)));

    // When
    try (var producer =
        KafkaForTests.producer(new StringSerializer(), topic.values().serializer())) {
      producer.send(topic.record(task.taskId().toString(), task, 12)).get();
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(success(task.taskId())).isPresent());
    AttemptSucceeded success = success(task.taskId()).orElseThrow();
    assertThat(success.result().path("width").asInt()).isEqualTo(640);
    assertThat(success.result().path("faces")).isEmpty();
    FileId thumbnail = FileId.parse(success.files().getFirst().id()).orElseThrow();
    try (InputStream in = files.open(TENANT, thumbnail).orElseThrow()) {
      BufferedImage shown = ImageIO.read(in);
      assertThat(shown.getWidth()).isEqualTo(160);
      assertThat(shown.getHeight()).isEqualTo(120);
    }
  }

  private static FileId stored(DirectoryFileStore files, BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    NewFile file = new NewFile("black.png", "image/png", Optional.empty(), 1 << 20);
    Storing storing = files.store(TENANT, file, new ByteArrayInputStream(bytes.toByteArray()));
    return ((Storing.Stored) storing).file().id();
  }

  private static Optional<AttemptSucceeded> success(TaskId id) {
    return TopicReader.of(Topics.ATTEMPTS.values().deserializer())
        .readValues(Topics.ATTEMPTS.name())
        .stream()
        .filter((AttemptEvent event) -> event.taskId().equals(id))
        .filter(AttemptSucceeded.class::isInstance)
        .map(AttemptSucceeded.class::cast)
        .findFirst();
  }

  private static SubmitTask image(FileId source) throws IOException {
    Instant now = Instant.now();
    String input =
        """
        {"source": {"file": "%s"}, "faces": {"detect": true},
         "outputs": [{"name": "thumbnail", "resize": {"width": 160}, "format": "jpeg"}]}
        """;
    return SubmitTask.fromClient(
        TaskId.fresh(now),
        TENANT,
        TaskSpec.of("image", "image", Json.MAPPER.readTree(input.formatted(source.value()))),
        now);
  }
}
