package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A task with children, from spawning to the sum, with a real worker and a real Kafka node.
class FanOutIT {
  private static final int PIECES = 50;
  private static final int SUM = PIECES * (PIECES - 1) / 2;

  @TempDir private Path directory;
  private Cluster cluster;
  private LifecycleStreams lifecycle;

  @BeforeEach
  void start() {
    cluster = new Cluster(directory.resolve("first"));
    cluster.makeQueue(FanningWorker.SUM);
    cluster.makeQueue(FanningWorker.PIECE);
    lifecycle = cluster.start();
  }

  @AfterEach
  void stop() {
    lifecycle.close();
    cluster.close();
  }

  @Test
  void sumIsRightAfterWorkerAndLifecycleAreReplaced() throws Exception {
    SubmitTask parent = Fixtures.ofType(Fixtures.task(Instant.now()), FanningWorker.SUM);
    try (FanningWorker first = new FanningWorker(cluster.topics(), PIECES, PIECES / 2)) {
      cluster.submitDirect(parent);
      soon().until(first::done, done -> done == PIECES / 2);
      soon().until(() -> children(parent).size(), found -> found == PIECES);
    }
    assertThat(cluster.task(parent.taskId()).orElseThrow().state()).isEqualTo(TaskState.RUNNING);
    lifecycle.close();
    cluster.close();
    // When
    cluster = new Cluster(directory.resolve("second"));
    lifecycle = cluster.start();
    try (FanningWorker _ = new FanningWorker(cluster.topics(), PIECES, PIECES)) {
      // Then
      soon()
          .until(
              () -> cluster.task(parent.taskId()).orElseThrow().state(),
              state -> state == TaskState.SUCCEEDED);
    }
    Task sum = cluster.task(parent.taskId()).orElseThrow();
    assertThat(sum.result())
        .isEqualTo(JsonNodeFactory.instance.objectNode().put("value", SUM).put("pieces", PIECES));
    assertThat(sum.attempts())
        .extracting(Attempt::number, Attempt::outcome)
        .containsExactly(tuple(1, Outcome.DELEGATED), tuple(1, Outcome.SUCCEEDED));
    assertThat(children(parent).values())
        .hasSize(PIECES)
        .allMatch(child -> child.state() == TaskState.SUCCEEDED)
        .allMatch(child -> child.origin() == Origin.SYSTEM);
    assertThat(cluster.values(Topics.COMPLETIONS))
        .extracting(completion -> completion.data().subject())
        .containsOnlyOnce(parent.taskId())
        .doesNotContainAnyElementsOf(children(parent).keySet());
    assertThat(cluster.values(Topics.PROGRESS))
        .filteredOn(told -> told.taskId().equals(parent.taskId()))
        .last()
        .satisfies(
            told -> assertThat(told.progress()).isEqualTo(new Progress(PIECES, PIECES, null)));
    soon().until(() -> cluster.kept(Topics.COORDINATION), kept -> kept == 0L);
  }

  /// The last state shown of each child.
  private Map<TaskId, Task> children(SubmitTask parent) {
    return cluster.values(Topics.TASKS).stream()
        .filter(task -> parent.taskId().equals(task.parent()))
        .collect(Collectors.toMap(Task::id, Function.identity(), (_, later) -> later));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }
}
