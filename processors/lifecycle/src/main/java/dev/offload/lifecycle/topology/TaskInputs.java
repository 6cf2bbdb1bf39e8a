package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.queue.KnownQueue;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Settled;
import dev.offload.lifecycle.task.Input.Stopped;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.TaskCommand;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.DigestNews;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import dev.offload.schemas.work.GroupCount;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of tasks. Every record that is for no other machine is for a task, except on
/// `offload.config`.
final class TaskInputs implements MachineInputs<TaskEntry, Input> {
  private final Deserializer<Command> commands = Topics.COMMANDS.values().deserializer();
  private final Deserializer<AttemptEvent> attempts = Topics.ATTEMPTS.values().deserializer();
  private final Deserializer<Coordination> coordination =
      Topics.COORDINATION.values().deserializer();

  private final KeyedRecords records;
  private final BiFunction<TaskEntry, Instant, TimerFired> timers;

  /// `timers` makes the input for a task whose timer has gone off.
  TaskInputs(KeyedRecords records, BiFunction<TaskEntry, Instant, TimerFired> timers) {
    this.records = records;
    this.timers = timers;
  }

  @Override
  public boolean isFor(String topic, String key) {
    return !topic.equals(Topics.CONFIG.name());
  }

  @Override
  public Input read(RecordMetadata from, Record<String, byte[]> record) {
    String key = record.key();
    Input input = read(from.topic(), record.headers(), key, record.value());
    records.check(from, key);
    return input;
  }

  @Override
  public Input timerFired(TaskEntry entry, Instant due) {
    return timers.apply(entry, due);
  }

  /// A task that waits for another one, or for its child, would otherwise wait for ever.
  @Override
  public Optional<Outgoing> answerIfParked(Input input) {
    return switch (input) {
      case Awaited(FormerAsked question) ->
          Optional.of(Outgoing.of(new TellWaiter(unknown(question))));
      case Submission(SubmitTask task, _)
          when task.lineage() instanceof Lineage.Child(_, TaskId parent, int index) ->
          Optional.of(
              Outgoing.of(
                  new TellParent(
                      new ChildEnded(parent, task.tenant(), index, TaskState.FAILED, Map.of()))));
      case Submission _,
          Report _,
          Cancellation _,
          Replay _,
          Drop _,
          Turn _,
          Stopped _,
          Settled _,
          FormerReport _,
          ChildReport _,
          TimerFired _ ->
          Optional.empty();
    };
  }

  private static FormerEnded unknown(FormerAsked question) {
    return FormerEnded.briefly(question.by(), question.tenant(), question.place(), Fate.UNKNOWN);
  }

  private Input read(String topic, Headers headers, String key, byte[] value) {
    if (value == null) {
      throw new UnreadableRecord("a record of " + topic + " must have a value");
    }
    if (topic.equals(Topics.ATTEMPTS.name())) {
      AttemptEvent event = attempts.deserialize(topic, headers, value);
      check(topic, key, event.taskId());
      return new Report(event);
    }
    if (topic.equals(Topics.COORDINATION.name())) {
      Coordination news = coordination.deserialize(topic, headers, value);
      return switch (news) {
        case ChildEnded end -> {
          check(topic, key, end.taskId());
          yield new ChildReport(end);
        }
        case DebounceSettled settled -> {
          check(topic, key, settled.taskId());
          yield new Settled(settled);
        }
        case FormerAsked question -> {
          check(topic, key, question.taskId());
          yield new Awaited(question);
        }
        case FormerEnded ended -> {
          check(topic, key, ended.taskId());
          yield new FormerReport(ended);
        }
        case LimitUse _, LimitGrant _, GroupCount _, DebounceAsked _, DigestNews _ ->
            throw new UnreadableRecord(
                "a record of " + topic + " with the key of a task must be about it");
      };
    }
    QueueTopic out = Topics.isDirect(topic) ? QueueTopic.DIRECT : QueueTopic.WORK;
    if (!(commands.deserialize(topic, headers, value) instanceof TaskCommand command)) {
      throw new UnreadableRecord(
          "a record of " + topic + " with the key of a task must be about it");
    }
    check(topic, key, command.taskId());
    return switch (command) {
      case SubmitTask task -> submission(topic, task, out);
      case CancelTask cancel -> cancellation(topic, cancel, out);
      case RetryTask retry -> new Replay(retry);
      case DropTask drop -> new Drop(drop);
    };
  }

  private static Submission submission(String topic, SubmitTask task, QueueTopic out) {
    String direct = KnownQueue.of(task.queue()).direct().name();
    if (out == QueueTopic.DIRECT && !topic.equals(direct)) {
      throw new UnreadableRecord(
          "a task of %s must be of its queue, was of %s".formatted(topic, task.queue()));
    }
    return new Submission(task, out);
  }

  private static Cancellation cancellation(String topic, CancelTask cancel, QueueTopic out) {
    if (out == QueueTopic.DIRECT) {
      throw new UnreadableRecord("a record of %s must be a new task".formatted(topic));
    }
    return new Cancellation(cancel);
  }

  private static void check(String topic, String key, TaskId taskId) {
    if (taskId == null || !taskId.toString().equals(key)) {
      throw new UnreadableRecord(
          "the key of a record of %s must be its task's id %s, was %s"
              .formatted(topic, taskId, key));
    }
  }
}
