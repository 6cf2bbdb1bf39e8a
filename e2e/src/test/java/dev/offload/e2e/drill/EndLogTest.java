package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EndLogTest {
  private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");

  private final List<TaskId> heard = new ArrayList<>();
  private final EndLog log = new EndLog(task -> heard.add(task.id()));
  private final TaskId id = TaskId.fresh(END);

  @Test
  void recordThatIsReadAgainCountsOnce() {
    log.take(completion(7));
    log.take(completion(7));

    assertThat(log.hasEnded(id.toString())).isTrue();
    assertThat(log.endedMoreThanOnce()).isEmpty();
    assertThat(heard).hasSize(1);
  }

  @Test
  void finalVersionShowsTheEndIfTheCompletionIsGone() {
    log.take(task(TaskState.RUNNING, 2));
    assertThat(log.hasEnded(id.toString())).isFalse();

    log.take(task(TaskState.SUCCEEDED, 3));

    assertThat(log.hasEnded(id.toString())).isTrue();
    assertThat(log.end(id.toString())).contains(TaskState.SUCCEEDED);
    assertThat(log.ended()).isEqualTo(1);
  }

  @Test
  void twoCompletionsOfATaskAreFound() {
    log.take(completion(7));
    log.take(completion(8));

    assertThat(log.endedMoreThanOnce()).containsEntry(id.toString(), 2);
  }

  @Test
  void twoFinalVersionsOfATaskAreFound() {
    log.take(task(TaskState.QUEUED, 1));
    log.take(task(TaskState.SUCCEEDED, 2));
    assertThat(log.endedMoreThanOnce()).isEmpty();

    log.take(task(TaskState.FAILED, 3));

    assertThat(log.endedMoreThanOnce()).containsEntry(id.toString(), 2);
  }

  @Test
  void firstEndAfterAMomentIsFound() {
    log.take(completion(7));

    assertThat(log.firstEndAfter(END.minusSeconds(1))).contains(END);
    assertThat(log.firstEndAfter(END)).isEqualTo(Optional.empty());
  }

  private ConsumerRecord<String, byte[]> completion(long offset) {
    var task = PublicTask.of(taskIn(TaskState.SUCCEEDED, 2), null);
    var completion =
        new Completion("evt_" + offset, Completion.source("test"), END, "default", task);
    return record(Topics.COMPLETIONS, completion, offset);
  }

  private ConsumerRecord<String, byte[]> task(TaskState state, long version) {
    return record(Topics.TASKS, taskIn(state, version), version);
  }

  private Task taskIn(TaskState state, long version) {
    return new EndedTask(id, END, END).in(state, version, List.of());
  }

  private <V> ConsumerRecord<String, byte[]> record(Topic<V> topic, V value, long offset) {
    var headers = new RecordHeaders();
    var bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return new ConsumerRecord<>(
        topic.name(),
        0,
        offset,
        END.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        bytes.length,
        id.toString(),
        bytes,
        headers,
        Optional.empty());
  }
}
