package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A diamond of tasks that wait for each other, with a real Kafka node.
///
/// ```
/// scan ──► left ──┬──► join
///    └───► right ─┘
/// ```
class FormersIT {
  @TempDir private Path directory;
  private final SubmitTask scan = Fixtures.task(Instant.now());
  private final SubmitTask left = after("left", "{\"of\": {\"$from\": \"/scan/result\"}}", scan);
  private final SubmitTask right = after("right", "{}", scan);
  private final SubmitTask join =
      Fixtures.ofInput(
          Fixtures.after(
              Fixtures.task(Instant.now()),
              List.of(new Former("left", left.taskId()), new Former("right", right.taskId()))),
          json("[{\"$from\": \"/left/result\"}, {\"$from\": \"/right/state\"}]"));
  private Cluster cluster;
  private LifecycleStreams lifecycle;

  @BeforeEach
  void start() {
    cluster = new Cluster(directory.resolve("first"));
    cluster.makeQueue(Fixtures.QUEUE);
    lifecycle = cluster.start();
  }

  @AfterEach
  void stop() {
    lifecycle.close();
    cluster.close();
  }

  @Test
  void diamondRunsInOrderAlthoughTheLifecycleIsReplacedInTheMiddle() {
    // Given
    List.of(join, right, left, scan).forEach(cluster::submit);
    soon().until(() -> items(scan).size() == 1);
    soon().until(() -> state(join) == TaskState.SCHEDULED);
    succeed(scan);
    soon().until(() -> items(left).size() == 1 && items(right).size() == 1);
    assertThat(items(left).getFirst().input()).hasToString("{\"of\":\"result\"}");
    succeed(left);
    // When
    lifecycle.close();
    cluster.close();
    cluster = new Cluster(directory.resolve("second"));
    lifecycle = cluster.start();
    assertThat(items(join)).isEmpty();
    succeed(right);
    // Then
    soon().until(() -> items(join).size() == 1);
    assertThat(items(join).getFirst().input()).hasToString("[\"result\",\"succeeded\"]");
    succeed(join);
    soon().until(() -> state(join) == TaskState.SUCCEEDED);
    assertThat(items(join)).hasSize(1);
  }

  @Test
  void taskIsCancelledWithItsReasonAndRunsOnceTheFormerHasSucceeded() {
    // Given
    List.of(scan, left).forEach(cluster::submit);
    soon().until(() -> items(scan).size() == 1);
    Run failing = new Run(scan.taskId(), 1, "run");
    cluster.report(failing.started(Instant.now()));
    cluster.report(failing.failed(Instant.now(), true, null));
    soon().until(() -> state(left) == TaskState.CANCELLED);
    assertThat(task(left).error().code()).isEqualTo("former-not-succeeded");
    assertThat(task(left).error().message())
        .isEqualTo("scan (task %s) has failed".formatted(scan.taskId()));
    // When
    retry(scan);
    soon().until(() -> items(scan).size() == 2);
    Run again = new Run(scan.taskId(), 2, "again");
    cluster.report(again.succeededAtOnce(Instant.now()));
    soon().until(() -> state(scan) == TaskState.SUCCEEDED);
    retry(left);
    // Then
    soon().until(() -> items(left).size() == 1);
    assertThat(items(left).getFirst().input()).hasToString("{\"of\":\"result\"}");
  }

  private static SubmitTask after(String name, String input, SubmitTask former) {
    SubmitTask task = Fixtures.named(Fixtures.task(Instant.now()), name + former.taskId());
    return Fixtures.ofInput(
        Fixtures.after(task, List.of(new Former("scan", former.taskId()))), json(input));
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void retry(SubmitTask task) {
    long version = task(task).version();
    cluster.command(new RetryTask(task.taskId(), Fixtures.TENANT, version, null, null));
  }

  private void succeed(SubmitTask task) {
    cluster.report(new Run(task.taskId(), 1, "run").succeededAtOnce(Instant.now()));
  }

  private Task task(SubmitTask task) {
    return cluster.task(task.taskId()).orElseThrow();
  }

  private TaskState state(SubmitTask task) {
    return cluster.task(task.taskId()).map(Task::state).orElse(null);
  }

  private List<WorkItem> items(SubmitTask task) {
    TaskId id = task.taskId();
    return cluster.values(Topics.work(Fixtures.QUEUE)).stream()
        .filter(item -> item.taskId().equals(id))
        .toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }
}
