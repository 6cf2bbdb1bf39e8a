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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int RUNS = 3;
  private static final int HAND_OVERS = 2;
  private static final int STANDBYS = 1;
  private static final AtomicInteger SCHEDULES = new AtomicInteger();

  @TempDir private Path directory;
  private final Schedule everySecond =
      Schedules.missing(
          Schedules.of("every-second-" + SCHEDULES.incrementAndGet(), "* * * * * ?", Instant.now()),
          MissedRuns.RUN_ALL);
  private Cluster cluster;
  private LifecycleStreams lifecycle;

  @BeforeEach
  void start() {
    cluster = new Cluster(directory.resolve("first"), STANDBYS);
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
  void eachSecondHasOneTaskAfterTheDiskIsLost() {
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
    eachSecondHasOneTask();
  }

  /// The first instance has the schedules' partition while it is alone, and the other one
  /// while that is alone. In between, it was handed over while both were live.
  @Test
  void eachSecondHasOneTaskWhileInstancesTakeOver() {
    cluster.put(everySecond);
    ranAtLeast(RUNS);
    for (int handOver = 1; handOver <= HAND_OVERS; handOver++) {
      Cluster earlierCluster = cluster;
      LifecycleStreams earlier = lifecycle;
      // When
      cluster = new Cluster(directory.resolve("instance-" + handOver), STANDBYS);
      lifecycle = cluster.start();
      await().atMost(PATIENCE).until(() -> lifecycle.health().state() == State.RUNNING);
      ranAtLeast(runs().size() + RUNS);
      earlier.close();
      earlierCluster.close();
      ranAtLeast(runs().size() + RUNS);
    }
    // Then
    eachSecondHasOneTask();
  }

  /// Partitions report at different moments. In the end, all times up to the latest one that
  /// was reported are there, and none appears twice.
  private void eachSecondHasOneTask() {
    Instant first = times().min(Instant::compareTo).orElseThrow();
    Instant last = times().max(Instant::compareTo).orElseThrow();
    List<Instant> seconds =
        Stream.iterate(first, time -> !time.isAfter(last), time -> time.plusSeconds(1)).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(times().filter(time -> !time.isAfter(last)))
                    .containsExactlyInAnyOrderElementsOf(seconds));
    assertThat(runs())
        .allSatisfy(
            task ->
                assertThat(task.id())
                    .isEqualTo(everySecond.firingTaskId(Schedules.time(task.tags()))));
  }

  private Stream<Instant> times() {
    return runs().stream().map(task -> Schedules.time(task.tags()));
  }

  private void ranAtLeast(int count) {
    await()
        .atMost(PATIENCE)
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
