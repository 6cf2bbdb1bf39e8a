package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A task that waits for others, and a task that others wait for.
class FormersTest {
  private static final List<Former> FORMERS =
      List.of(
          new Former("scan", TaskId.derived("scan")), new Former("crop", TaskId.derived("crop")));
  private static final String FILE = "fil_019e35a0-0000-7000-8000-000000000003";

  private final Life life = new Life();

  @Test
  void taskAsksTheOthersAndWaits() {
    submitAfterOthers();

    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().waitingFor()).isEqualTo(new WaitingFor.Tasks());
    assertThat(life.task().after()).isEqualTo(FORMERS);
    assertThat(life.handedOut).isEmpty();
    assertThat(life.asked)
        .containsExactly(
            new FormerAsked(
                FORMERS.getFirst().task(),
                Fixtures.TENANT,
                life.submitted.taskId(),
                0,
                false,
                null),
            new FormerAsked(
                FORMERS.getLast().task(),
                Fixtures.TENANT,
                life.submitted.taskId(),
                1,
                false,
                null));
  }

  @Test
  void taskRunsWhenAllOthersHaveSucceeded() {
    submitAfterOthers();

    tell(1, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);
    assertThat(life.handedOut).isEmpty();
    tell(0, Fate.SUCCEEDED);

    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut).hasSize(1);
    tell(0, Fate.FAILED);
    assertThat(life.state()).as("what comes again").isEqualTo(TaskState.QUEUED);
  }

  @Test
  void taskIsCancelledIfAnotherHasNotSucceeded() {
    submitAfterOthers();

    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.EXPIRED);

    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.task().error().code()).isEqualTo("former-not-succeeded");
    assertThat(life.task().error().message())
        .isEqualTo("crop (task %s) has expired".formatted(FORMERS.getLast().task()));
    assertThat(life.handedOut).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void taskThatOnlyWaitsForItsTurnGoesOnHoweverTheOneBeforeHasEnded(Fate fate) {
    ObjectNode input = object();
    input.set("event", reference("/before/result"));
    TaskId before = TaskId.derived("before");
    life.submitted =
        Fixtures.inTurn(Fixtures.ofInput(life.submitted, input), TaskId.derived("parent"), before);
    life.step(new Submission(life.submitted, QueueTopic.WORK));

    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.asked)
        .containsExactly(
            new FormerAsked(
                before,
                Fixtures.TENANT,
                life.submitted.taskId(),
                0,
                false,
                life.submitted.timing().createdAt()));
    tell(0, fate);
    tell(0, fate);

    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut)
        .singleElement()
        .extracting(item -> item.run().input())
        .as("what looks like a reference is only text")
        .isEqualTo(input);
    assertThat(life.task().parent()).isEqualTo(TaskId.derived("parent"));
  }

  @Test
  void taskCanBeCancelledWhileItWaits() {
    submitAfterOthers();

    life.cancel();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);

    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void taskExpiresWhileItWaits() {
    life.submitted = Fixtures.expiring(life.submitted, life.now.plusSeconds(60));
    submitAfterOthers();

    life.untilTimer();

    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
  }

  @Test
  void taskThatIsReleasedTooLateExpires() {
    life.submitted = Fixtures.expiring(life.submitted, life.now.plusSeconds(60));
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);

    life.advance(Duration.ofSeconds(60));
    tell(1, Fate.SUCCEEDED);

    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void referencesFindTheResultsOfFormers() {
    // Given
    ObjectNode input = object();
    input.set("pages", reference("/scan/result/pages"));
    input.set("source", reference("/crop/result"));
    life.submitted = Fixtures.ofInput(life.submitted, input);
    submitAfterOthers();
    assertThat(life.asked).extracting(FormerAsked::inFull).containsExactly(true, true);
    // When
    tell(1, object().put("file", FILE).set("odd", reference("/scan/result")));
    tell(0, object().put("pages", 7));
    // Then
    JsonNode got = life.handedOut.getFirst().run().input();
    assertThat(got.get("pages").asInt()).isEqualTo(7);
    assertThat(got.at("/source/file").asText()).isEqualTo(FILE);
    assertThat(got.at("/source/odd"))
        .as("what is found is not searched for references")
        .isEqualTo(reference("/scan/result"));
  }

  @Test
  void filesThatReferencesFindAreNeededAtOnce() {
    ObjectNode input = object();
    input.set("source", reference("/crop/result/file"));
    life.submitted = Fixtures.ofInput(life.submitted, input);
    submitAfterOthers();
    int shown = life.shown.size();

    tell(1, object().put("file", FILE));

    assertThat(life.shown).hasSize(shown + 1);
    assertThat(life.task().needs()).containsExactly(FILE);
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
  }

  @Test
  void referenceThatFindsNothingFailsTheTask() {
    ObjectNode input = object();
    input.set("pages", reference("/scan/result/pages"));
    life.submitted = Fixtures.ofInput(life.submitted, input);
    submitAfterOthers();

    tell(0, object());

    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().error().code()).isEqualTo("missing-reference");
    assertThat(life.task().error().message()).contains("/scan/result/pages");
  }

  @Test
  void inputThatReferencesMakeTooLargeFailsTheTask() {
    ObjectNode input = object();
    for (int i = 0; i < 10; i++) {
      input.set("copy" + i, reference("/scan/result"));
    }
    life.submitted = Fixtures.ofInput(life.submitted, input);
    submitAfterOthers();

    tell(0, TextNode.valueOf("x".repeat(RunSpec.MAX_INPUT_BYTES / 8)));
    assertThat(life.state()).as("it fits once").isEqualTo(TaskState.SCHEDULED);
    tell(1, Fate.SUCCEEDED);

    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().error().code()).isEqualTo("too-large");
    assertThat(life.announced).hasSize(1);
    // When
    replay(null);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.announced).as("it has ended again").hasSize(2);
  }

  @Test
  void replayedTaskAsksOnlyThoseThatHaveNotSucceeded() {
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.FAILED);
    life.asked.clear();

    replay(null);

    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.asked).extracting(FormerAsked::place).containsExactly(1);
    tell(1, Fate.SUCCEEDED);
    assertThat(life.handedOut).hasSize(1);
  }

  @Test
  void taskThatIsReplayedForLaterAsksThen() {
    submitAfterOthers();
    tell(0, Fate.FAILED);
    life.asked.clear();
    Instant later = life.now.plusSeconds(90);

    replay(null, later);

    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().runAt()).isEqualTo(later);
    assertThat(life.asked).isEmpty();
    tell(0, Fate.SUCCEEDED);
    life.untilTimer();
    assertThat(life.now).isEqualTo(later);
    assertThat(life.asked).extracting(FormerAsked::place).containsExactly(0, 1);
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);
    assertThat(life.handedOut).hasSize(1);
  }

  @Test
  void taskThatIsReplayedWithAnotherInputAsksAll() {
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.FAILED);
    life.asked.clear();

    replay(object());

    assertThat(life.asked).extracting(FormerAsked::place).containsExactly(0, 1);
  }

  @Test
  void taskThatHasRunDoesNotWaitAgain() {
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").failed(life.now, true, null));
    life.asked.clear();

    replay(null);

    assertThat(life.asked).isEmpty();
    assertThat(life.handedOut).hasSize(2);
  }

  @Test
  void referencesOfAnotherInputAreReplacedAlsoIfTheTaskHasRun() {
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").failed(life.now, true, null));
    life.asked.clear();
    ObjectNode input = object();
    input.set("pages", reference("/scan/result/pages"));

    replay(input);

    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.asked).extracting(FormerAsked::place).containsExactly(0, 1);
    tell(1, Fate.SUCCEEDED);
    tell(0, object().put("pages", 7));
    assertThat(life.handedOut).hasSize(2);
    assertThat(life.handedOut.getLast().run().input().get("pages").asInt()).isEqualTo(7);
    assertThat(life.handedOut.getLast().attempt()).isEqualTo(2);
  }

  @Test
  void taskThatHasRunDoesNotWaitAgainForAnInputWithoutReferences() {
    submitAfterOthers();
    tell(0, Fate.SUCCEEDED);
    tell(1, Fate.SUCCEEDED);
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").failed(life.now, true, null));
    life.asked.clear();

    replay(object().put("pages", 7));

    assertThat(life.asked).isEmpty();
    assertThat(life.handedOut).hasSize(2);
  }

  @Test
  void taskThatWaitsForNoneKeepsWhatLooksLikeAReference() {
    start();
    life.report(life.run(1, "r1").failed(life.now, true, null));
    ObjectNode input = object();
    input.set("pages", reference("/scan/result/pages"));

    replay(input);

    assertThat(life.handedOut.getLast().run().input()).isEqualTo(input);
  }

  @Test
  void taskTellsThoseThatWaitWhenItHasEnded() {
    start();
    life.step(new Awaited(asked("a", 3, false)));
    life.step(new Awaited(asked("a", 3, false)));
    life.step(new Awaited(asked("b", 0, true)));
    assertThat(life.toldWaiters).isEmpty();

    life.report(life.run(1, "r1").succeeded(life.now));

    assertThat(life.toldWaiters)
        .containsExactly(
            told("a", 3, Fate.SUCCEEDED, null),
            told("b", 0, Fate.SUCCEEDED, PublicTask.of(life.task(), null)));
  }

  @Test
  void taskThatAsksAgainGetsOneAnswerToItsLatestQuestion() {
    life.step(new Awaited(asked("early", 0, false)));
    life.step(new Awaited(asked("early", 0, true)));
    start();
    life.step(new Awaited(asked("a", 0, false)));
    life.step(new Awaited(asked("a", 0, true)));

    life.report(life.run(1, "r1").succeeded(life.now));

    PublicTask former = PublicTask.of(life.task(), null);
    assertThat(life.toldWaiters)
        .containsExactly(
            told("early", 0, Fate.SUCCEEDED, former), told("a", 0, Fate.SUCCEEDED, former));
  }

  @Test
  void answerToAnEarlierQuestionIsNoAnswerToAReference() {
    ObjectNode input = object();
    input.set("scan", reference("/scan"));
    life.submitted = Fixtures.ofInput(life.submitted, input);
    submitAfterOthers();
    tell(1, Fate.SUCCEEDED);

    tell(0, Fate.SUCCEEDED);
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    tell(0, object());

    assertThat(life.handedOut).hasSize(1);
  }

  @Test
  void taskThatHasFailedAndRunsAgainTellsNobodyTwice() {
    start();
    life.step(new Awaited(asked("a", 0, true)));
    life.report(life.run(1, "r1").failed(life.now, true, null));
    replay(null);
    life.report(life.run(2, "r2").started(life.now));
    life.report(life.run(2, "r2").succeeded(life.now));

    assertThat(life.toldWaiters).containsExactly(told("a", 0, Fate.FAILED, null));
  }

  @Test
  void endedTaskAnswersAtOnce() {
    start();
    life.report(life.run(1, "r1").succeeded(life.now));

    life.step(new Awaited(asked("a", 0, true)));

    assertThat(life.toldWaiters)
        .containsExactly(told("a", 0, Fate.SUCCEEDED, PublicTask.of(life.task(), null)));
  }

  @Test
  void taskThatIsSubmittedLaterAnswers() {
    life.step(new Awaited(asked("a", 0, false)));
    start();
    life.report(life.run(1, "r1").succeeded(life.now));

    assertThat(life.toldWaiters).containsExactly(told("a", 0, Fate.SUCCEEDED, null));
  }

  @Test
  void taskThatIsNeverSubmittedIsUnknown() {
    life.step(new Awaited(asked("a", 0, false)));

    life.heardUntil = life.now.plus(Duration.ofDays(1));
    life.untilTimer();

    assertThat(life.toldWaiters).containsExactly(told("a", 0, Fate.UNKNOWN, null));
    assertThat(life.entry).isNull();
  }

  /// It has not been submitted yet, since Offload is behind.
  @Test
  void taskThatCannotHaveBeenForgottenIsWaitedForLong() {
    life.step(new Awaited(askedSince(life.now.minus(Duration.ofDays(6)))));

    assertThat(life.entry.deadline().at()).isEqualTo(life.now.plus(Life.RULES.earlyPatience()));
  }

  @Test
  void taskThatMayHaveBeenForgottenIsWaitedForBriefly() {
    life.step(new Awaited(askedSince(life.now.minus(Duration.ofDays(7)))));

    assertThat(life.entry.deadline().at()).isEqualTo(life.now.plus(FormerDecider.BRIEFLY));
    life.heardUntil = life.now.plus(Duration.ofDays(1));
    life.untilTimer();
    assertThat(life.toldWaiters).containsExactly(told("a", 0, Fate.UNKNOWN, null));
  }

  @Test
  void taskOfAnotherTenantIsUnknown() {
    start();
    life.report(life.run(1, "r1").succeeded(life.now));

    life.step(
        new Awaited(
            new FormerAsked(
                life.submitted.taskId(), "globex", TaskId.derived("a"), 0, true, null)));

    assertThat(life.toldWaiters)
        .containsExactly(new FormerEnded(TaskId.derived("a"), "globex", 0, Fate.UNKNOWN, null));
  }

  @Test
  void questionThatIsReadAgainChangesNothing() {
    start();
    life.step(new Awaited(asked("a", 0, false)));

    life.step(new Awaited(asked("a", 0, false)));

    assertThat(life.last.events()).isEmpty();
  }

  @Test
  void numberOfTasksThatWaitForATaskIsLimited() {
    start();
    for (int i = 0; i <= Waiter.MOST; i++) {
      life.step(new Awaited(asked("waiter-" + i, 0, false)));
    }

    assertThat(life.toldWaiters)
        .containsExactly(told("waiter-" + Waiter.MOST, 0, Fate.CROWDED, null));
  }

  private void submitAfterOthers() {
    life.submitted = Fixtures.after(life.submitted, FORMERS);
    life.step(new Submission(life.submitted, QueueTopic.WORK));
  }

  private void start() {
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    life.report(life.run(1, "r1").started(life.now));
  }

  private void tell(int place, Fate fate) {
    life.step(
        new FormerReport(
            new FormerEnded(life.submitted.taskId(), Fixtures.TENANT, place, fate, null)));
  }

  /// The former of this place has succeeded with this result.
  private void tell(int place, JsonNode result) {
    Life former = new Life();
    former.submitted = Fixtures.named(former.submitted, FORMERS.get(place).name());
    former.step(new Submission(former.submitted, QueueTopic.WORK));
    former.report(former.run(1, "r1").started(life.now));
    former.report(former.run(1, "r1").succeeded(life.now, result));
    Task ended = former.task();
    life.step(
        new FormerReport(
            new FormerEnded(
                life.submitted.taskId(),
                Fixtures.TENANT,
                place,
                Fate.SUCCEEDED,
                PublicTask.of(ended, null))));
  }

  private void replay(JsonNode input) {
    replay(input, null);
  }

  private void replay(JsonNode input, Instant runAt) {
    life.step(
        new Replay(
            new RetryTask(
                life.submitted.taskId(), Fixtures.TENANT, life.task().version(), input, runAt)));
  }

  private FormerAsked asked(String by, int place, boolean inFull) {
    return new FormerAsked(
        life.submitted.taskId(), Fixtures.TENANT, TaskId.derived(by), place, inFull, null);
  }

  private FormerAsked askedSince(Instant since) {
    return new FormerAsked(
        life.submitted.taskId(), Fixtures.TENANT, TaskId.derived("a"), 0, false, since);
  }

  private static FormerEnded told(String waiter, int place, Fate fate, PublicTask former) {
    return new FormerEnded(TaskId.derived(waiter), Fixtures.TENANT, place, fate, former);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode reference(String pointer) {
    return object().setAll(Map.of("$from", TextNode.valueOf(pointer)));
  }
}
