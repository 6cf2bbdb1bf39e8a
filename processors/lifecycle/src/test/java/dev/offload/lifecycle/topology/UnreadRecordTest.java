package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.WorkItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever waits for an answer to a record that can't be read gets one.
class UnreadRecordTest {
  private static final Debounce DEBOUNCE =
      new Debounce("preview", Duration.ofMinutes(2), Duration.ofMinutes(5));

  private LifecycleRig lifecycle = new LifecycleRig();
  private final TaskId former = TaskId.derived("former");
  private final SubmitTask task = Fixtures.task(lifecycle.now());

  /// How a record comes to be one that can't be read.
  private enum Flaw {
    OF_A_LATER_RELEASE,
    CUT
  }

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void taskIsToldThatAFormerIsNotKnownIfItsQuestionCannotBeRead(Flaw flaw) {
    waitForFormer();
    // When
    tell(new FormerAsked(former, task.tenant(), task.taskId(), 0, false, null), flaw);
    // Then
    assertIsGivenUp();
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void taskIsToldThatAFormerIsNotKnownIfTheAnswerCannotBeRead(Flaw flaw) {
    waitForFormer();
    // When
    tell(new FormerEnded(task.taskId(), task.tenant(), 0, Fate.SUCCEEDED, null), flaw);
    // Then
    assertIsGivenUp();
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void taskRunsIfTheQuestionToItsDebounceKeyCannotBeRead(Flaw flaw) {
    lifecycle.submit(Fixtures.debounced(task, DEBOUNCE));
    // When
    tell(new DebounceAsked(task.taskId(), task.tenant(), lifecycle.now(), DEBOUNCE), flaw);
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::taskId).containsExactly(task.taskId());
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void taskRunsIfTheAnswerOfItsDebounceKeyCannotBeRead(Flaw flaw) {
    lifecycle.submit(Fixtures.debounced(task, DEBOUNCE));
    // When
    tell(new DebounceSettled(task.taskId(), task.tenant(), null, null), flaw);
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::taskId).containsExactly(task.taskId());
  }

  @Test
  void taskThatIsReplacedDoesNotRunThoughTheRestCannotBeRead() {
    lifecycle.submit(Fixtures.debounced(task, DEBOUNCE));
    // When
    tell(
        new DebounceSettled(task.taskId(), task.tenant(), TaskId.derived("later"), null),
        Flaw.OF_A_LATER_RELEASE);
    // Then
    assertThat(lifecycle.snapshots().getLast().state()).isEqualTo(TaskState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void parentGoesOnIfTheEndOfAChildCannotBeRead(Flaw flaw) {
    delegate();
    // When
    tell(Fixtures.childEnded(task.taskId(), 0, TaskState.SUCCEEDED, 7), flaw);
    // Then
    assertThat(summary().succeeded()).isOne();
  }

  @Test
  void childWithAnUnreadableEndCountsAsNotSucceeded() {
    delegate();
    Headers headers = new RecordHeaders();
    String end = text(Topics.COORDINATION, headers, end());
    // When
    write(Topics.COORDINATION, task.taskId().toString(), headers, end.replace("succeeded", "new"));
    // Then
    assertThat(summary().failed()).isOne();
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void parentGoesOnIfAChildCannotBeRead(Flaw flaw) {
    delegate();
    SubmitTask child = Fixtures.child(task, 0, lifecycle.now());
    // When
    write(Topics.COMMANDS, child.taskId().toString(), child, flaw);
    // Then
    assertThat(summary().failed()).isOne();
  }

  @Test
  void parentGoesOnIfTheEntryOfAChildCannotBeRead() {
    lifecycle.close();
    lifecycle = LifecycleRig.caching(false);
    SubmitTask child = Fixtures.child(task, 0, lifecycle.now());
    delegate();
    lifecycle.report(new Run(child.taskId(), 1, "r2").started(lifecycle.now()));
    lifecycle.spoil(child.taskId());
    // When
    lifecycle.submit(child);
    // Then
    assertThat(summary().failed()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{\"tenant\": \"acme\"}", "{\"by\": \"tsk_1\"}", "{\"by\""})
  void nobodyIsToldAnythingIfTooLittleIsKnown(String value) {
    waitForFormer();
    Headers headers = new RecordHeaders();
    String _ = text(Topics.COORDINATION, headers, question());
    // When
    write(Topics.COORDINATION, former.toString(), headers, value);
    // Then
    assertThat(lifecycle.parked()).hasSize(1);
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsOnly(TaskState.SCHEDULED);
  }

  private void waitForFormer() {
    lifecycle.submit(Fixtures.after(task, List.of(new Former("scan", former))));
  }

  private void assertIsGivenUp() {
    assertThat(lifecycle.parked()).hasSize(1);
    Task ended = lifecycle.snapshots().getLast();
    assertThat(ended.id()).isEqualTo(task.taskId());
    assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(ended.error().message()).isEqualTo("scan (task %s) is not known".formatted(former));
  }

  /// The task waits for its first child.
  private void delegate() {
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.startDirect(task, run);
    lifecycle.report(run.delegated(lifecycle.now(), 1));
    assertThat(lifecycle.work(QUEUE)).isEmpty();
  }

  private Children summary() {
    assertThat(lifecycle.parked()).hasSize(1);
    return lifecycle.work(QUEUE).getLast().children();
  }

  private FormerAsked question() {
    return new FormerAsked(former, task.tenant(), task.taskId(), 0, false, null);
  }

  private ChildEnded end() {
    return new ChildEnded(task.taskId(), task.tenant(), 0, TaskState.SUCCEEDED, Map.of());
  }

  private void tell(Coordination news, Flaw flaw) {
    write(Topics.COORDINATION, news.key(), news, flaw);
  }

  private <V> void write(Topic<V> topic, String key, V value, Flaw flaw) {
    Headers headers = new RecordHeaders();
    String whole = text(topic, headers, value);
    switch (flaw) {
      case OF_A_LATER_RELEASE -> {
        headers.remove(Envelope.SCHEMA);
        headers.add(Envelope.SCHEMA, "2".getBytes(StandardCharsets.US_ASCII));
        write(topic, key, headers, whole);
      }
      case CUT -> write(topic, key, headers, whole.substring(0, whole.length() - 1));
    }
  }

  private static <V> String text(Topic<V> topic, Headers headers, V value) {
    return new String(
        topic.values().serializer().serialize(topic.name(), headers, value),
        StandardCharsets.UTF_8);
  }

  private void write(Topic<?> topic, String key, Headers headers, String value) {
    lifecycle.writeRaw(topic.name(), key, headers, value.getBytes(StandardCharsets.UTF_8));
  }
}
