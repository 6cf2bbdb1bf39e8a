package dev.offload.ingest.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadingTaskTest {
  private static final FaceReading READING =
      new FaceReading(
          "acme",
          "staff",
          "ada",
          "fil_019e35a0-0000-7000-8000-000000000003",
          TaskId.derived("acme", "x"),
          TestTasks.NOON,
          false);

  @Test
  void pictureIsReadByASystemTaskThatAsksForDescriptorsOnly() {
    SubmitTask task = ReadingTask.of(READING, "pictures", Duration.ofMinutes(2));

    assertThat(task.taskId()).isEqualTo(READING.task());
    assertThat(task.type()).isEqualTo("image");
    assertThat(task.queue()).isEqualTo("pictures");
    assertThat(task.lineage().origin()).isEqualTo(Origin.SYSTEM);
    assertThat(task.timing().expiresAt()).isEqualTo(TestTasks.NOON.plusSeconds(120));
    assertThat(task.input())
        .hasToString(
            "{\"source\":{\"file\":\"%s\"},\"faces\":{\"embed\":true}}".formatted(READING.file()));
  }

  @Test
  void descriptorIsThatOfTheOnlyFace() {
    assertThat(ReadingTask.descriptor(read(faces(1)))).isEqualTo(descriptor());
  }

  @Test
  void pictureWithoutAFaceOrWithSeveralIsRefusedWithTheirNumber() {
    assertThat(refusal(read(faces(0))))
        .containsExactly("/file: must show exactly one face, shows none");
    assertThat(refusal(read(faces(3))))
        .containsExactly("/file: must show exactly one face, shows 3");
  }

  @Test
  void pictureThatCannotBeReadIsRefusedWithTheReason() {
    PublicTask failed = shown(TestTasks.queued(0).failedForGood("not-an-image", "it is a text"));

    assertThat(refusal(failed))
        .containsExactly("/file: must be a picture that can be read: it is a text");
  }

  @Test
  void temporaryFailureDoesNotBlameThePicture() {
    assertUnavailable(shown(TestTasks.queued(0).failed("io-error", TestTasks.NOON)));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SUCCEEDED", "FAILED"})
  void taskThatWasNotRunDoesNotBlameThePicture(TaskState state) {
    assertUnavailable(shown(TestTasks.queued(0).state(state)));
  }

  @Test
  void malformedResultDoesNotBlameThePicture() {
    assertUnavailable(shown(TestTasks.queued(0).state(TaskState.SUCCEEDED)));
    assertUnavailable(read(JsonNodeFactory.instance.objectNode()));
    ArrayNode tooShort = JsonNodeFactory.instance.arrayNode();
    tooShort.addObject().putArray("descriptor").add(0.5);
    assertUnavailable(read(JsonNodeFactory.instance.objectNode().set("faces", tooShort)));
  }

  private static void assertUnavailable(PublicTask task) {
    assertThatThrownBy(() -> ReadingTask.descriptor(task))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(503);
              assertThat(e.problem().detail()).contains("safe to repeat");
              assertThat(e.headers()).containsKey("Retry-After");
            });
  }

  private static List<String> refusal(PublicTask task) {
    try {
      throw new AssertionError("not refused: " + ReadingTask.descriptor(task));
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(422);
      return e.problem().errors().stream().map(one -> one.pointer() + ": " + one.detail()).toList();
    }
  }

  private static FaceDescriptor descriptor() {
    return FaceDescriptor.of(Collections.nCopies(FaceDescriptor.LENGTH, 0.25));
  }

  private static JsonNode faces(int number) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode faces = result.putArray("faces");
    for (int i = 0; i < number; i++) {
      ArrayNode numbers = faces.addObject().put("score", 0.9).putArray("descriptor");
      Collections.nCopies(FaceDescriptor.LENGTH, 0.25).forEach(numbers::add);
    }
    return result;
  }

  private static PublicTask read(JsonNode result) {
    return shown(TestTasks.queued(0).state(TaskState.SUCCEEDED).result(result));
  }

  private static PublicTask shown(TestTasks task) {
    return PublicTask.of(task.task(), null);
  }
}
