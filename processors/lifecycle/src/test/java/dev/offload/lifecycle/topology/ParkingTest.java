package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.schedule.Schedules;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.WorkItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParkingTest {
  private static final String COMMANDS = Topics.COMMANDS.name();
  private LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SubmitTask, 1, '{', can't be read",
    "SubmitTask, 1, '{}', can't be read",
    "SubmitTask, 2, '{}', must be 1",
    "Unheard, 1, '{}', must be one of",
    "SubmitTask, 1, , must have a value",
  })
  void recordOfTheWrongTypeForItsTopicIsParkedUnchanged(
      String type, String schema, String value, String reason) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    Headers headers = new RecordHeaders();
    headers.add(Envelope.TYPE, type.getBytes(StandardCharsets.UTF_8));
    headers.add(Envelope.SCHEMA, schema.getBytes(StandardCharsets.UTF_8));
    // When
    lifecycle.writeRaw(COMMANDS, "key", headers, bytes);
    // Then
    assertThat(lifecycle.parked())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("key");
              assertThat(record.value()).isEqualTo(bytes);
              assertThat(header(record, Envelope.TYPE)).isEqualTo(type);
              assertThat(header(record, ParkedRecord.TOPIC)).isEqualTo(COMMANDS);
              assertThat(header(record, ParkedRecord.PARTITION)).isEqualTo("0");
              assertThat(header(record, ParkedRecord.OFFSET)).isEqualTo("0");
              assertThat(header(record, ParkedRecord.BY)).isEqualTo("lifecycle");
              assertThat(header(record, ParkedRecord.REASON)).contains(reason);
            });
    assertThat(lifecycle.metrics.counter("offload.lifecycle.parked").count()).isEqualTo(1);
  }

  @Test
  void recordWithoutAKeyIsParked() {
    lifecycle.writeRaw(COMMANDS, null, new RecordHeaders(), new byte[] {1});
    assertThat(lifecycle.parked()).hasSize(1);
  }

  @Test
  void recordUnderAnotherTasksKeyIsParked() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Headers headers = new RecordHeaders();
    byte[] bytes = Topics.COMMANDS.values().serializer().serialize(COMMANDS, headers, task);
    // When
    lifecycle.writeRaw(COMMANDS, "tsk_other", headers, bytes);
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
    assertThat(lifecycle.snapshots()).isEmpty();
  }

  @Test
  void directTaskOfAnotherQueueIsParked() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Headers headers = new RecordHeaders();
    byte[] bytes = Topics.COMMANDS.values().serializer().serialize(COMMANDS, headers, task);
    // When
    lifecycle.writeRaw(Topics.direct("other").name(), task.taskId().toString(), headers, bytes);
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
  }

  @Test
  void submissionThatIsTooLargeForARecordFailsAndIsNotHandedOut() {
    var input = Fixtures.json("x".repeat(LifecycleRig.MAX_MESSAGE_BYTES));
    SubmitTask task = Fixtures.task(lifecycle.now(), null, Origin.CLIENT, input);
    // When
    lifecycle.submit(task);
    // Then
    assertThat(lifecycle.snapshots())
        .singleElement()
        .satisfies(
            shown -> {
              assertThat(shown.state()).isEqualTo(TaskState.FAILED);
              assertThat(shown.error().code()).isEqualTo("too-large");
            });
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    assertThat(lifecycle.completions()).hasSize(1);
  }

  @Test
  void resultThatIsTooLargeForARecordFailsTheTask() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    var result = Fixtures.json("x".repeat(LifecycleRig.MAX_MESSAGE_BYTES));
    // When
    lifecycle.report(run.succeeded(lifecycle.now(), result));
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).endsWith(TaskState.FAILED);
    assertThat(lifecycle.parked()).isEmpty();
  }

  @Test
  void earlyEventThatIsTooLargeForARecordIsParked() {
    Run run = new Run(Fixtures.task(lifecycle.now()).taskId(), 1, "r1");
    var result = Fixtures.json("x".repeat(LifecycleRig.MAX_MESSAGE_BYTES));
    // When
    lifecycle.report(run.succeeded(lifecycle.now(), result));
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {99_800, 99_990, 2_000_000})
  void recordTooLargeWithItsReasonIsParkedAsAReference(int size) {
    // When
    lifecycle.writeRaw(COMMANDS, "key", new RecordHeaders(), new byte[size]);
    // Then
    assertThat(lifecycle.parked())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isNull();
              assertThat(header(record, ParkedRecord.TOPIC)).isEqualTo(COMMANDS);
              assertThat(header(record, ParkedRecord.OFFSET)).isEqualTo("0");
              assertThat(header(record, ParkedRecord.VALUE_SIZE)).isEqualTo(Integer.toString(size));
              assertThat(header(record, ParkedRecord.VALUE_SHA256)).hasSize(64);
            });
  }

  @Test
  void parkedRecordIsOnlyCountedIfParkedTopicRefuses() {
    lifecycle.limits.refused(Topics.PARKED.name(), 100);
    // When
    lifecycle.writeRaw(COMMANDS, "key", new RecordHeaders(), new byte[] {1});
    // Then
    assertThat(lifecycle.parked()).isEmpty();
    assertThat(lifecycle.metrics.counter("offload.lifecycle.parked").count()).isEqualTo(1);
  }

  @Test
  void taskTooLargeForItsQueuesTopicFailsOnceTheLimitIsKnown() {
    // Given
    SubmitTask large =
        Fixtures.task(lifecycle.now(), null, Origin.CLIENT, Fixtures.json("x".repeat(5_000)));
    lifecycle.limits.refused(Topics.work(QUEUE).name(), 5_000);
    // When
    lifecycle.submit(large);
    lifecycle.submit(Fixtures.task(lifecycle.now()));
    // Then
    assertThat(lifecycle.snapshots())
        .extracting(Task::state)
        .containsExactly(TaskState.FAILED, TaskState.QUEUED);
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"schedules, the schedule would have", "limits, the limit would have"})
  void entryTooLargeForItsChangelogIsParkedOnceTheLimitIsKnown(String store, String reason) {
    // Given
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.rules.put(new OfTenant(task.tenant()), LimitRule.atMost(1));
    lifecycle.limits.refused(Topics.changelog(store).name(), 600);
    // When
    lifecycle.put(Schedules.of("minutely", "* * * * *", lifecycle.now()));
    lifecycle.submit(task);
    lifecycle.advance(Duration.ofSeconds(1));
    // Then
    assertThat(lifecycle.parked())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(header(record, ParkedRecord.REASON)).startsWith(reason));
    assertThat(lifecycle.schedules()).isEqualTo(store.equals("schedules") ? 0 : 1);
    assertThat(lifecycle.work(QUEUE)).hasSize(store.equals("limits") ? 0 : 1);
  }

  @Test
  void questionToATaskThatCannotBeReadIsParkedAndAnswered() {
    // Given
    lifecycle.close();
    lifecycle = LifecycleRig.caching(false);
    SubmitTask former = Fixtures.task(lifecycle.now());
    lifecycle.submit(former);
    lifecycle.spoil(former.taskId());
    lifecycle.snapshots();
    SubmitTask waiting =
        Fixtures.after(
            Fixtures.task(lifecycle.now()), List.of(new Former("scan", former.taskId())));
    // When
    lifecycle.submit(waiting);
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
    Task ended = lifecycle.snapshots().getLast();
    assertThat(ended.id()).isEqualTo(waiting.taskId());
    assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(ended.error().message())
        .isEqualTo("scan (task %s) is not known".formatted(former.taskId()));
  }

  @Test
  void taskRunsAtOnceIfItsDebounceKeyCannotBeRead() {
    // Given
    lifecycle.close();
    lifecycle = LifecycleRig.caching(false);
    Debounce debounce = new Debounce("preview", Duration.ofSeconds(2), Duration.ofSeconds(5));
    SubmitTask first = Fixtures.debounced(Fixtures.task(lifecycle.now()), debounce);
    lifecycle.submit(first);
    lifecycle.spoil(new DebounceAsked(first.taskId(), first.tenant(), lifecycle.now(), debounce));
    SubmitTask next = Fixtures.debounced(Fixtures.task(lifecycle.now()), debounce);
    // When
    lifecycle.submit(next);
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::taskId).containsExactly(next.taskId());
  }

  @Test
  void learnedLimitOfATopicIsForgottenAfterAWhile() {
    lifecycle.limits.refused(Topics.work(QUEUE).name(), 10);
    // When
    lifecycle.advance(Duration.ofMinutes(11));
    lifecycle.submit(Fixtures.task(lifecycle.now()));
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return Envelope.text(record.headers(), name);
  }
}
