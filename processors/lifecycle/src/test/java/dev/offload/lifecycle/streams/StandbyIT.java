package dev.offload.lifecycle.streams;

import static org.awaitility.Awaitility.await;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyIT {
  @TempDir private Path directory;
  private Cluster cluster;
  private Cluster otherDisk;
  private LifecycleStreams one;
  private LifecycleStreams other;

  @BeforeEach
  void start() {
    cluster = new Cluster(directory.resolve("one"), 1);
    otherDisk = new Cluster(directory.resolve("other"), 1);
    one = cluster.start();
    other = otherDisk.start();
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
    otherDisk.close();
    cluster.close();
  }

  @Test
  void standbyTakesOverAQueueThatIsNewerThanItself() {
    soon().until(() -> eachHasAll("one") && eachHasAll("other"));
    String queue = "queue-" + UUID.randomUUID();
    cluster.makeQueue(queue);
    queued(queue);
    // When
    one.close();
    // Then
    queued(queue);
  }

  /// Whether the instance with this disk has every partition, be it to stand by.
  private boolean eachHasAll(String disk) {
    Path stores = directory.resolve(disk).resolve(Topics.LIFECYCLE_GROUP);
    return IntStream.range(0, Cluster.PARTITIONS)
        .allMatch(partition -> Files.exists(stores.resolve("0_" + partition + "/entries/tasks")));
  }

  /// Submits a task of the queue to each partition by either route, and sees them all taken.
  private void queued(String queue) {
    List<SubmitTask> commanded = oneEach(queue);
    List<SubmitTask> direct = oneEach(queue);
    commanded.forEach(cluster::submit);
    direct.forEach(cluster::submitDirect);
    Stream.concat(commanded.stream(), direct.stream())
        .forEach(
            task ->
                soon()
                    .until(
                        () ->
                            cluster
                                .task(task.taskId())
                                .filter(found -> found.state() == TaskState.QUEUED)
                                .isPresent()));
  }

  private static List<SubmitTask> oneEach(String queue) {
    return IntStream.range(0, Cluster.PARTITIONS)
        .mapToObj(
            partition ->
                Stream.generate(() -> Fixtures.task(Instant.now()))
                    .filter(
                        task ->
                            Topics.partition(task.taskId().toString(), Cluster.PARTITIONS)
                                == partition)
                    .findFirst()
                    .orElseThrow())
        .map(task -> Fixtures.ofQueue(task, queue))
        .toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }
}
