package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessorTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final TaskId TASK = TaskId.fresh(NOON);
  private static final String FILE = "fil_019e35a0-0000-7000-8000-000000000003";
  private static final GroupId GROUP = GroupId.fresh(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, true, false",
    "FAILED, false, true",
    "EXPIRED, false, true",
    "CANCELLED, false, false"
  })
  void endOfATaskIsFollowed(TaskState state, boolean success, boolean failure) {
    assertThat(Trigger.SUCCESS.fits(state)).isEqualTo(success);
    assertThat(Trigger.FAILURE.fits(state)).isEqualTo(failure);
    assertThat(Trigger.ALWAYS.fits(state)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED, true, false", "FAILED, false, true", "CANCELLED, false, false"})
  void endOfAGroupIsFollowed(GroupState state, boolean success, boolean failure) {
    assertThat(Trigger.SUCCESS.fits(state)).isEqualTo(success);
    assertThat(Trigger.FAILURE.fits(state)).isEqualTo(failure);
    assertThat(Trigger.ALWAYS.fits(state)).isTrue();
  }

  @Test
  void nothingIsFollowedBeforeItsEnd() {
    for (Trigger trigger : Trigger.values()) {
      assertThat(trigger.fits(TaskState.RUNNING)).isFalse();
      assertThat(trigger.fits(GroupState.RUNNING)).isFalse();
    }
  }

  @Test
  void idFollowsFromTheFormerAndTheIndex() {
    assertThat(GROUP.successorId("acme", 0))
        .isEqualTo(GROUP.successorId("acme", 0))
        .isNotEqualTo(GROUP.successorId("acme", 1))
        .isNotEqualTo(GROUP.successorId("other", 0));
  }

  @Test
  void taskThatUsesAnIdAgainHasOtherSuccessors() {
    SubmitTask first = followed(NOON);

    assertThat(ids(followed(NOON))).isEqualTo(ids(first));
    assertThat(ids(followed(NOON.plusNanos(1_000)))).doesNotContainAnyElementsOf(ids(first));
    assertThat(ids(first)).doesNotHaveDuplicates();
  }

  @Test
  void successorsOfATaskOfAnOlderReleaseKeepTheirIds() {
    ObjectNode older = Json.MAPPER.valueToTree(followed(NOON));
    older.remove("datedThen");

    assertThat(ids(Json.MAPPER.convertValue(older, SubmitTask.class)))
        .containsExactly(TASK.successorId("acme", 0), TASK.successorId("acme", 1));
  }

  @Test
  void submissionThatIsReadAgainHasTheSameSuccessors() {
    SubmitTask task = followed(Instant.parse("2026-11-30T12:00:00.123456789Z"));
    ObjectNode written = Json.MAPPER.valueToTree(task);

    assertThat(ids(Json.MAPPER.convertValue(written, SubmitTask.class))).isEqualTo(ids(task));
  }

  private static SubmitTask followed(Instant createdAt) {
    Successor next = Successor.on(Trigger.ALWAYS, task(0));
    return SubmitTask.fromClient(TASK, "acme", task(0).then(List.of(next, next)), createdAt);
  }

  private static List<TaskId> ids(SubmitTask task) {
    return task.begun(Optional.empty()).then().stream().map(SuccessorRef::task).toList();
  }

  @Test
  void moreThanTenAreRefused() {
    List<Successor> eleven = Collections.nCopies(11, Successor.on(Trigger.ALWAYS, task(0)));

    assertThatIllegalArgumentException().isThrownBy(() -> task(0).then(eleven));
  }

  @Test
  void nestingIsRefusedBelowTheTenthLevel() {
    assertThat(task(10).then()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> task(11));
  }

  @Test
  void filesOfEveryLevelAreNamed() {
    TaskSpec last = TaskSpec.of("a", "a", JsonNodeFactory.instance.objectNode().put("file", FILE));
    TaskSpec second = task(0).then(List.of(Successor.on(Trigger.ALWAYS, last)));

    assertThat(Successor.files(List.of(Successor.on(Trigger.ALWAYS, second))))
        .containsExactly(FILE);
  }

  private static TaskSpec task(int depth) {
    TaskSpec task = TaskSpec.of("a", "a", JsonNodeFactory.instance.objectNode());
    return depth == 0 ? task : task.then(List.of(Successor.on(Trigger.ALWAYS, task(depth - 1))));
  }
}
