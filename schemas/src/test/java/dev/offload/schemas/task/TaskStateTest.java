package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.schemas.json.Json;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStateTest {
  @Test
  void taskHasEndedInFourStates() {
    assertThat(Arrays.stream(TaskState.values()).filter(TaskState::hasEnded))
        .containsExactly(
            TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void stateIsItsNameInLowerCaseEverywhere(TaskState state) throws JsonProcessingException {
    assertThat(Json.MAPPER.writeValueAsString(state)).isEqualTo("\"" + state + "\"");
    assertThat(state.toString()).isEqualToIgnoringCase(state.name()).isLowerCase();
    assertThat(TaskState.parse(state.toString())).isEqualTo(state);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"SUCCEEDED", "pending", " queued"})
  void unknownStateIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskState.parse(text))
        .withMessage(
            "task state must be scheduled, queued, running, retrying, succeeded, failed, cancelled or expired, was "
                + text);
  }
}
