package dev.offload.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionSerdeTest {
  private static final TaskId ID = TaskId.parse("tsk_0199f5ac-1111-7000-8000-000000000001");
  private static final Instant END = Instant.parse("2026-11-22T12:00:01.250Z");

  @Test
  void attributesAreHeadersAndTheValueIsTheTask() throws IOException {
    Headers headers = new RecordHeaders();

    byte[] value = write(headers, completion());

    assertThat(texts(headers))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "cmp-1",
                "ce_source", "/offload/default",
                "ce_type", "dev.offload.task.succeeded.v1",
                "ce_subject", ID.toString(),
                "ce_time", "2026-11-22T12:00:01.25Z",
                "ce_tenant", "acme",
                "content-type", "application/json",
                "offload-tenant", "acme"));
    assertThat(Json.MAPPER.readValue(value, PublicTask.class)).isEqualTo(completion().data());
  }

  @Test
  void writtenCompletionIsReadBack() {
    Headers headers = new RecordHeaders();
    byte[] value = write(headers, completion());

    assertThat(Topics.COMPLETIONS.read(headers, value)).isEqualTo(completion());
  }

  @Test
  void attributesOfAnotherProducerAreReadToo() {
    Headers headers = new RecordHeaders();
    byte[] value = write(headers, completion());
    replace(headers, "ce_time", "2026-11-22T13:00:01.250+01:00");
    headers.add("ce_color", "red".getBytes(UTF_8));

    assertThat(Topics.COMPLETIONS.read(headers, value)).isEqualTo(completion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_tenant"})
  void completionWithoutAnAttributeIsUnreadable(String missing) {
    Headers headers = new RecordHeaders();
    byte[] value = write(headers, completion());
    headers.remove(missing);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.COMPLETIONS.read(headers, value))
        .withMessage("a record of offload.completions is not a completion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"})
  void completionWithAHeaderWithoutAValueIsUnreadable(String name) {
    Headers headers = new RecordHeaders();
    byte[] value = write(headers, completion());
    headers.remove(name);
    headers.add(name, null);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.COMPLETIONS.read(headers, value));
  }

  @ParameterizedTest
  @CsvSource({"ce_time, yesterday", "ce_source, ':'", "ce_specversion, 7.0", "ce_tenant, ' '"})
  void completionWithABrokenAttributeIsUnreadable(String name, String text) {
    Headers headers = new RecordHeaders();
    byte[] value = write(headers, completion());
    replace(headers, name, text);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.COMPLETIONS.read(headers, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"id\":\"tsk_1\"}"})
  void completionOfNoTaskIsUnreadable(String value) {
    Headers headers = new RecordHeaders();
    write(headers, completion());

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.COMPLETIONS.read(headers, value.getBytes(UTF_8)));
  }

  @Test
  void structuredModeIsUnreadable() {
    Headers headers = new RecordHeaders();
    headers.add("content-type", "application/cloudevents+json".getBytes(UTF_8));

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.COMPLETIONS.read(headers, "{}".getBytes(UTF_8)));
  }

  private static byte[] write(Headers headers, Completion completion) {
    return Topics.COMPLETIONS
        .values()
        .serializer()
        .serialize(Topics.COMPLETIONS.name(), headers, completion);
  }

  private static void replace(Headers headers, String name, String text) {
    headers.remove(name);
    headers.add(name, text.getBytes(UTF_8));
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
    return texts;
  }

  private static Completion completion() {
    Task task =
        new Task(
            new TaskFacts(
                ID,
                new Placement("probe", "probe"),
                TaskState.SUCCEEDED,
                4,
                Origin.CLIENT,
                Relatives.NONE,
                null,
                new TaskTimes(END.minusSeconds(2), null, END.minusSeconds(1), END, null),
                TaskRuns.NONE,
                Terms.DEFAULT),
            "acme",
            null,
            List.of());
    return new Completion(
        "cmp-1", Completion.source("default"), END, "acme", PublicTask.of(task, null));
  }
}
