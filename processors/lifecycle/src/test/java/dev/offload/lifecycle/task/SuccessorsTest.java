package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is submitted when a task has ended.
class SuccessorsTest {
  private static final List<Trigger> EACH =
      List.of(Trigger.SUCCESS, Trigger.FAILURE, Trigger.ALWAYS);
  private static final String FILE = "fil_019e35a0-0000-7000-8000-000000000003";

  private final Life life = new Life();

  @Test
  void successIsFollowed() {
    // Given
    start(Fixtures.followed(life.submitted, EACH));
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(ids()).containsExactly(successor(0), successor(2));
    assertThat(life.successors)
        .allSatisfy(
            task -> {
              assertThat(task.lineage()).isEqualTo(Lineage.following(life.submitted.taskId()));
              assertThat(task.tenant()).isEqualTo(life.submitted.tenant());
              assertThat(task.traceparent()).isEqualTo(life.submitted.traceparent());
              assertThat(task.timing().createdAt()).isEqualTo(life.now);
              assertThat(task.timing().runAt()).isNull();
              assertThat(task.flaw()).isNull();
            });
    assertThat(life.entry.assignment()).isNull();
  }

  @Test
  void failureIsFollowed() {
    start(Fixtures.followed(life.submitted, EACH));

    fail();

    assertThat(ids()).containsExactly(successor(1), successor(2));
  }

  @Test
  void cancellationIsFollowedOnlyByWhatAlwaysFollows() {
    life.submitted = Fixtures.followed(life.submitted, EACH);
    life.submitted = life.submitted.runAt(life.now.plusSeconds(60));
    life.step(new Submission(life.submitted, QueueTopic.WORK));

    life.cancel();

    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(ids()).containsExactly(successor(2));
  }

  @Test
  void expiryIsFollowedLikeAFailure() {
    life.submitted =
        Fixtures.expiring(
            Fixtures.followed(life.submitted, EACH), life.now.minus(Duration.ofSeconds(1)));
    life.step(new Submission(life.submitted, QueueTopic.WORK));

    life.report(life.run(1, "r1").expired(life.now));

    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    assertThat(ids()).containsExactly(successor(1), successor(2));
  }

  @Test
  void successorFollowsOnceHoweverOftenTheTaskIsReplayed() {
    // Given
    start(Fixtures.followed(life.submitted, EACH));
    fail();
    replay(null);
    fail(2);
    replay(null);
    // When
    life.report(life.run(3, "r3").started(life.now));
    life.report(life.run(3, "r3").succeeded(life.now));
    // Then
    assertThat(ids()).containsExactly(successor(1), successor(2), successor(0));
  }

  @Test
  void usersSeeTheIdsOfSuccessors() {
    start(Fixtures.followed(life.submitted, EACH));

    assertThat(life.task().then())
        .extracting(successor -> successor.task())
        .containsExactly(successor(0), successor(1), successor(2));
    assertThat(life.task().then())
        .extracting(successor -> successor.on())
        .containsExactlyElementsOf(EACH);
  }

  @Test
  void inputGetsWhatItsReferencesFind() throws JsonProcessingException {
    // Given
    ObjectNode input = object();
    input.set("rows", reference("/result/rows"));
    input.set("id", reference("/id"));
    start(thenDoing(input));
    JsonNode result = Json.MAPPER.readValue("{\"rows\":1.10}", JsonNode.class);
    // When
    life.report(life.run(1, "r1").succeeded(life.now, result));
    // Then
    assertThat(life.successors.getFirst().input())
        .hasToString("{\"rows\":1.10,\"id\":\"%s\"}".formatted(life.submitted.taskId()));
  }

  @Test
  void referenceThatFindsNothingIsAFlaw() {
    // Given
    ObjectNode input = object();
    input.set("file", reference("/files/0/id"));
    start(thenDoing(input));
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    SubmitTask made = life.successors.getFirst();
    assertThat(made.flaw().code()).isEqualTo("missing-reference");
    assertThat(made.flaw().message()).contains("/files/0/id");
    assertThat(made.input()).isEqualTo(input);
  }

  @Test
  void inputThatGetsTooLargeIsAFlaw() {
    // Given
    ArrayNode input = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, 5).forEach(_ -> input.add(reference("/result")));
    start(thenDoing(input));
    // When
    life.report(life.run(1, "r1").succeeded(life.now, Fixtures.json("x".repeat(60_000))));
    // Then
    SubmitTask made = life.successors.getFirst();
    assertThat(made.flaw().code()).isEqualTo("too-large");
    assertThat(made.input()).isEqualTo(input);
  }

  @Test
  void taskWithAFlawFailsAtOnceAndIsFollowed() {
    // Given
    start(thenDoing(reference("/nothing")));
    life.report(life.run(1, "r1").succeeded(life.now));
    SubmitTask flawed = Fixtures.followed(life.successors.getFirst(), EACH);
    Life next = new Life();
    next.submitted = flawed;
    // When
    next.step(new Submission(flawed, QueueTopic.WORK));
    // Then
    assertThat(next.state()).isEqualTo(TaskState.FAILED);
    assertThat(next.task().error()).isEqualTo(flawed.flaw());
    assertThat(next.task().follows()).isEqualTo(life.submitted.taskId());
    assertThat(next.handedOut).isEmpty();
    assertThat(next.announced).hasSize(1);
    assertThat(next.successors)
        .extracting(SubmitTask::taskId)
        .containsExactly(successor(flawed, 1), successor(flawed, 2));
  }

  @Test
  void taskWithAFlawRunsWithAnotherInput() {
    // Given
    start(thenDoing(reference("/nothing")));
    life.report(life.run(1, "r1").succeeded(life.now));
    Life next = new Life();
    next.submitted = life.successors.getFirst();
    next.step(new Submission(next.submitted, QueueTopic.WORK));
    // When
    next.step(
        new Replay(
            new RetryTask(
                next.submitted.taskId(),
                Fixtures.TENANT,
                next.task().version(),
                Fixtures.json("mended"),
                null)));
    // Then
    assertThat(next.handedOut.getLast().input()).isEqualTo(Fixtures.json("mended"));
  }

  @Test
  void taskThatIsTooLargeIsFollowed() {
    life.submitted = Fixtures.followed(life.submitted, EACH);

    life.refuse(new Submission(life.submitted, QueueTopic.WORK), new TooLarge("it", 2, 1));

    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(ids()).containsExactly(successor(1), successor(2));
    assertThat(life.entry.assignment().successors()).isEqualTo(Successors.NONE);
  }

  @Test
  void successorWaitsForItsDelay() {
    TaskSpec next = TaskSpec.of(Fixtures.QUEUE, Fixtures.QUEUE, Fixtures.json("next"));
    start(
        Fixtures.thenDoing(
            life.submitted,
            List.of(
                new Successor(
                    Trigger.ALWAYS, next, Duration.ofMinutes(5), life.now.plusSeconds(900)))));

    life.report(life.run(1, "r1").succeeded(life.now));

    assertThat(life.successors.getFirst().timing().runAt()).isEqualTo(life.now.plusSeconds(300));
    assertThat(life.successors.getFirst().timing().expiresAt())
        .isEqualTo(life.now.plusSeconds(900));
  }

  @Test
  void filesOfSuccessorsAreNeededAlsoWithAnotherInput() {
    // Given
    start(thenDoing(Fixtures.json(FILE)));
    assertThat(life.task().needs()).containsExactly(FILE);
    life.report(life.run(1, "r1").failed(life.now, true, null));
    // When
    replay(Fixtures.json("another"));
    // Then
    assertThat(life.task().needs()).containsExactly(FILE);
  }

  private void start(SubmitTask task) {
    life.submitted = task;
    life.step(new Submission(task, QueueTopic.WORK));
    life.report(life.run(1, "r1").started(life.now));
  }

  private void fail() {
    life.report(life.run(1, "r1").failed(life.now, true, null));
  }

  private void fail(int attempt) {
    life.report(life.run(attempt, "r" + attempt).started(life.now));
    life.report(life.run(attempt, "r" + attempt).failed(life.now, true, null));
  }

  private void replay(JsonNode input) {
    life.step(
        new Replay(
            new RetryTask(
                life.submitted.taskId(), Fixtures.TENANT, life.task().version(), input, null)));
  }

  private SubmitTask thenDoing(JsonNode input) {
    TaskSpec next = TaskSpec.of(Fixtures.QUEUE, Fixtures.QUEUE, input);
    return Fixtures.thenDoing(life.submitted, List.of(Successor.on(Trigger.SUCCESS, next)));
  }

  private List<TaskId> ids() {
    return life.successors.stream().map(SubmitTask::taskId).toList();
  }

  private TaskId successor(int index) {
    return successor(life.submitted, index);
  }

  private static TaskId successor(SubmitTask task, int index) {
    return task.taskId().successorId(task.tenant(), task.timing().createdAt(), index);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode reference(String pointer) {
    return object().put("$from", pointer);
  }
}
