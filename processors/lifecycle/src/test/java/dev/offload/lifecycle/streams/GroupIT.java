package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group of a thousand tasks and what follows it, with a real Kafka node.
class GroupIT {
  private static final int TASKS = 1_000;

  @TempDir private Path directory;
  private final GroupId group = GroupId.fresh(Instant.now());
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
  void groupIsFollowedOnceAlthoughTheLifecycleIsReplacedInTheMiddle() throws Exception {
    TaskSpec next =
        TaskSpec.of(
            Fixtures.QUEUE,
            Fixtures.QUEUE,
            Json.MAPPER.readTree("{\"done\": {\"$from\": \"/counts/succeeded\"}}"));
    cluster.command(
        new OpenGroup(
            group,
            Fixtures.TENANT,
            GroupTerms.NONE,
            List.of(Successor.on(Trigger.SUCCESS, next)),
            Instant.now(),
            null));
    List<SubmitTask> tasks =
        IntStream.range(0, TASKS)
            .mapToObj(_ -> Fixtures.in(group, Fixtures.task(Instant.now())))
            .toList();
    tasks.forEach(cluster::submit);
    cluster.command(new SealGroup(group, Fixtures.TENANT, Instant.now()));
    tasks.subList(0, TASKS / 2).forEach(this::succeed);
    soon().until(() -> facts().filter(it -> it.counts().succeeded() == TASKS / 2).isPresent());
    assertThat(facts().orElseThrow().state()).isEqualTo(GroupState.RUNNING);
    assertThat(facts().orElseThrow().total()).isEqualTo(TASKS);
    // When
    tasks.subList(TASKS / 2, TASKS / 4 * 3).forEach(this::succeed);
    lifecycle.close();
    cluster.close();
    cluster = new Cluster(directory.resolve("second"));
    lifecycle = cluster.start();
    tasks.subList(TASKS / 4 * 3, TASKS).forEach(this::succeed);
    // Then
    soon().until(() -> facts().filter(it -> it.state().hasEnded()).isPresent());
    assertThat(facts().orElseThrow().state()).isEqualTo(GroupState.SUCCEEDED);
    assertThat(facts().orElseThrow().counts().succeeded()).isEqualTo(TASKS);
    TaskId successor = group.successorId(Fixtures.TENANT, 0);
    soon().until(() -> cluster.task(successor).isPresent());
    assertThat(cluster.values(Topics.COMPLETIONS))
        .extracting(completion -> completion.data().subject())
        .containsOnlyOnce(group);
    assertThat(cluster.values(Topics.work(Fixtures.QUEUE)))
        .filteredOn(item -> item.taskId().equals(successor))
        .singleElement()
        .satisfies(item -> assertThat(item.input()).hasToString("{\"done\":1000}"));
    assertThat(cluster.task(successor).orElseThrow().follows()).isEqualTo(group);
  }

  private void succeed(SubmitTask task) {
    cluster.report(new Run(task.taskId(), 1, "run").succeededAtOnce(Instant.now()));
  }

  /// What was shown of the group last.
  private Optional<GroupFacts> facts() {
    return cluster.values(Topics.GROUPS).stream()
        .map(GroupStatus::facts)
        .filter(facts -> facts.id().equals(group))
        .reduce((_, later) -> later);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }
}
