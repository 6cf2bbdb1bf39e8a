package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.limit.LimitInput;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.schedule.ScheduleInput.Deleted;
import dev.offload.lifecycle.schedule.ScheduleInput.Put;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Parses the records of the source topics into inputs that the lifecycle can trust.
final class Inputs {
  private final Deserializer<Command> commands = Topics.COMMANDS.values().deserializer();
  private final Deserializer<AttemptEvent> attempts = Topics.ATTEMPTS.values().deserializer();
  private final Deserializer<Coordination> coordination =
      Topics.COORDINATION.values().deserializer();

  private final int partitions;

  Inputs(int partitions) {
    this.partitions = partitions;
  }

  /// Throws an [UnreadableRecord] if the record does not belong on its topic or on its
  /// partition.
  Input read(RecordMetadata from, Record<String, byte[]> record) {
    String key = record.key();
    Input input = read(from.topic(), record.headers(), key, record.value());
    checkPartition(from, key);
    return input;
  }

  /// Throws an [UnreadableRecord] if the record is not the schedule that its key names.
  static ScheduleInput ofSchedule(Record<String, byte[]> record) {
    if (record.value() == null) {
      return new Deleted();
    }
    ConfigEntry entry = Topics.CONFIG.read(record.headers(), record.value());
    if (!(entry instanceof Schedule schedule) || !schedule.key().equals(record.key())) {
      throw new UnreadableRecord(
          "the record of key %s must be that schedule, was %s"
              .formatted(record.key(), entry.key()));
    }
    return new Put(schedule);
  }

  /// Throws an [UnreadableRecord] if the record is not what a partition tells the limit of its
  /// key.
  LimitInput ofLimit(RecordMetadata from, Record<String, byte[]> record) {
    if (!(coordination(from, record) instanceof LimitUse use)) {
      throw new UnreadableRecord("a record with the key of a limit must tell its use");
    }
    return new LimitInput.Told(use);
  }

  /// Throws an [UnreadableRecord] if the record does not grant this partition anything.
  LimitGrant ofGrant(RecordMetadata from, Record<String, byte[]> record) {
    if (!(coordination(from, record) instanceof LimitGrant grant)) {
      throw new UnreadableRecord("a record with the key of a partition must be a grant");
    }
    return grant;
  }

  private Coordination coordination(RecordMetadata from, Record<String, byte[]> record) {
    if (record.value() == null) {
      throw new UnreadableRecord("a record of " + from.topic() + " must have a value");
    }
    Coordination news = coordination.deserialize(from.topic(), record.headers(), record.value());
    if (!news.key().equals(record.key())) {
      throw new UnreadableRecord(
          "the key of a record of %s must be %s, was %s"
              .formatted(from.topic(), news.key(), record.key()));
    }
    checkPartition(from, record.key());
    return news;
  }

  private void checkPartition(RecordMetadata from, String key) {
    int wanted = Topics.partition(key, partitions);
    if (from.partition() != wanted) {
      throw new UnreadableRecord(
          "a record of %s with this key must stand on partition %d, stood on %d"
              .formatted(from.topic(), wanted, from.partition()));
    }
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
        case LimitUse _, LimitGrant _ ->
            throw new UnreadableRecord(
                "a record of " + topic + " with the key of a task must be about it");
      };
    }
    Route route = topic.equals(Topics.COMMANDS.name()) ? Route.WORK : Route.DIRECT;
    Command command = commands.deserialize(topic, headers, value);
    check(topic, key, command.taskId());
    return switch (command) {
      case SubmitTask task -> submission(topic, task, route);
      case CancelTask cancel -> cancellation(topic, cancel, route);
      case RetryTask retry -> new Replay(retry);
      case DropTask drop -> new Drop(drop);
    };
  }

  private static Submission submission(String topic, SubmitTask task, Route route) {
    String direct = KnownQueue.of(task.queue()).direct().name();
    if (route == Route.DIRECT && !topic.equals(direct)) {
      throw new UnreadableRecord(
          "a task of %s must be of its queue, was of %s".formatted(topic, task.queue()));
    }
    return new Submission(task, route);
  }

  private static Cancellation cancellation(String topic, CancelTask cancel, Route route) {
    if (route == Route.DIRECT) {
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
