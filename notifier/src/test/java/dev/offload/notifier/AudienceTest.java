package dev.offload.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": \"tsk_1\"}",
        "{\"notify\": [], \"id\": \"tsk_1\"}",
        "{\"result\": {\"user\": 1}, \"tags\": [\"user\"], \"notify\": []}",
        "{\"result\": {\"notify\": [1]}, \"tags\": [\"notify\", [\"x\"]], \"notify\": []}",
      })
  void taskWithoutNotifyHasNobodyToTell(String task) {
    assertThat(Audience.isPossible(task.getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"notify\": [{\"email\": \"a@example.com\"}]}",
        "{\"result\": {\"notify\": []}, \"files\": [{}], \"notify\": [{}], \"id\": 1}",
        "{\"notify\": null}",
        "{\"notify\": \"all\"}",
        "",
        "[]",
        "no task",
        "{\"notify\": [], \"user\": \"u-42\"}",
        "{\"id\": ",
        "{\"id\": {",
      })
  void taskWithNotifyHasSomebodyToTell(String task) {
    assertThat(Audience.isPossible(task.getBytes(UTF_8))).isTrue();
  }

  @Test
  void tombstoneIsInspected() {
    assertThat(Audience.isPossible(null)).isTrue();
  }
}
