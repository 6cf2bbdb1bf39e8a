package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.lifecycle.schedule.Schedules;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleIT {
  private static final int RUNS = 3;

  @TempDir private Path directory;
  private final Schedule everySecond =
      Schedules.missing(
          Schedules.of("every-second", "* * * * * ?", Instant.now()), MissedRuns.RUN_ALL);
  private Cluster cluster;
  private LifecycleStreams lifecycle;

  @BeforeEach
  void start() {
    cluster = new Cluster(directory.resolve("first"));
    cluster.makeQueue("image");
    lifecycle = cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.send(new ProducerRecord<>(Topics.CONFIG.name(), 0, everySecond.key(), null));
    lifecycle.close();
    cluster.close();
  }

  @Test
  void eachSecondHasOneTaskThoughTheLifecycleStartsAnewWithoutItsDisk() {
    cluster.put(everySecond);
    ranAtLeast(RUNS);
    int before = runs().size();
    lifecycle.close();
    cluster.close();
    // When
    cluster = new Cluster(directory.resolve("second"));
    lifecycle = cluster.start();
    // Then
    ranAtLeast(before + RUNS);
    List<Instant> times =
        runs().stream().map(task -> Schedules.time(task.tags())).sorted().toList();
    assertThat(times)
        .containsExactlyElementsOf(
            Stream.iterate(times.getFirst(), time -> time.plusSeconds(1))
                .limit(times.size())
                .toList());
    assertThat(runs())
        .allSatisfy(
            task ->
                assertThat(task.id()).isEqualTo(everySecond.runId(Schedules.time(task.tags()))));
  }

  private void ranAtLeast(int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> runs().size() >= count);
  }

  /// The tasks it has submitted, as they first were.
  private List<Task> runs() {
    return cluster.values(Topics.TASKS).stream()
        .filter(task -> task != null && task.version() == 1)
        .filter(task -> task.tags().contains(Schedule.TAG_PREFIX + everySecond.name()))
        .toList();
  }
}
