package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.debounce.DebounceEffect;
import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
import dev.offload.lifecycle.digest.DigestEffect;
import dev.offload.lifecycle.digest.DigestEffect.SubmitMail;
import dev.offload.lifecycle.group.GroupEffect;
import dev.offload.lifecycle.group.GroupEffect.AnnounceGroup;
import dev.offload.lifecycle.group.GroupEffect.RemoveGroup;
import dev.offload.lifecycle.group.GroupEffect.ShowGroup;
import dev.offload.lifecycle.limit.LimitEffect;
import dev.offload.lifecycle.limit.LimitEffect.ForgetLimit;
import dev.offload.lifecycle.limit.LimitEffect.ShowLimit;
import dev.offload.lifecycle.limit.LimitEffect.TellPartition;
import dev.offload.lifecycle.queue.KnownQueue;
import dev.offload.lifecycle.schedule.ScheduleEffect;
import dev.offload.lifecycle.schedule.ScheduleEffect.ForgetStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.ShowStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.Submit;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.AskDebounce;
import dev.offload.lifecycle.task.Effect.AskFormer;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.SubmitSuccessor;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.topic.NewHeaders;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.RecordSize;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.GroupCount;
import dev.offload.schemas.work.LimitUse;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;

/// An encoded record. It is encoded before anything of its step is written, so that a record
/// that can't be encoded or is too large is found in time.
record Outgoing(String sink, String topic, String key, Headers headers, Bytes value) {

  static Outgoing of(Effect effect) {
    return switch (effect) {
      case Show(var task) -> encoded(Topics.TASKS, task.id(), task);
      case Forget(var taskId) -> encoded(Topics.TASKS, taskId, null);
      case HandToWorkers(var item) ->
          encoded(
              LifecycleTopology.TO_WORK, KnownQueue.of(item.queue()).work(), item.taskId(), item);
      case StopWorkers(var stop) -> encoded(Topics.CONTROL, StopTask.key(stop.taskId()), stop);
      case WithdrawStop(var taskId) -> encoded(Topics.CONTROL, StopTask.key(taskId), null);
      case CancelChild(var command) -> encoded(Topics.COMMANDS, command.taskId(), command);
      case SubmitSuccessor(var task) -> encoded(Topics.COMMANDS, task.taskId(), task);
      case TellProgress(var progress) -> encoded(Topics.PROGRESS, progress.taskId(), progress);
      case AskDebounce(var question) -> encoded(Topics.COORDINATION, question.key(), question);
      case AskFormer(var question) -> encoded(Topics.COORDINATION, question.key(), question);
      case TellWaiter(var news) -> encoded(Topics.COORDINATION, news.key(), news);
      case TellParent(var end) -> encoded(Topics.COORDINATION, end.taskId(), end);
      case Announce(var completion) ->
          encoded(Topics.COMPLETIONS, completion.data().subject(), completion);
    };
  }

  static Outgoing of(ScheduleEffect effect) {
    return switch (effect) {
      case Submit(var task) -> encoded(Topics.COMMANDS, task.taskId(), task);
      case ShowStatus(var status) -> encoded(Topics.SCHEDULES, status.key(), status);
      case ForgetStatus(var last) -> encoded(Topics.SCHEDULES, last.key(), null);
    };
  }

  static Outgoing of(LimitEffect effect) {
    return switch (effect) {
      case TellPartition(var grant) -> encoded(Topics.COORDINATION, grant.key(), grant);
      case ShowLimit(var status) -> encoded(Topics.LIMITS, status.key(), status);
      case ForgetLimit(var last) -> encoded(Topics.LIMITS, last.key(), null);
    };
  }

  static Outgoing of(DebounceEffect effect) {
    return switch (effect) {
      case Settle(var news) -> encoded(Topics.COORDINATION, news.key(), news);
    };
  }

  static Outgoing of(DigestEffect effect) {
    return switch (effect) {
      case SubmitMail(var task) -> encoded(Topics.COMMANDS, task.taskId(), task);
    };
  }

  static Outgoing of(GroupEffect effect) {
    return switch (effect) {
      case ShowGroup(var status) -> encoded(Topics.GROUPS, status.key(), status);
      case RemoveGroup(var group) -> encoded(Topics.GROUPS, group, null);
      case GroupEffect.TellPartition(var command) ->
          encoded(Topics.COMMANDS, command.key(), command);
      case GroupEffect.SubmitSuccessor(var task) -> encoded(Topics.COMMANDS, task.taskId(), task);
      case AnnounceGroup(var completion) ->
          encoded(Topics.COMPLETIONS, completion.data().subject(), completion);
    };
  }

  static Outgoing of(GroupCount count) {
    return encoded(Topics.COORDINATION, count.key(), count);
  }

  static Outgoing of(LimitUse use) {
    return encoded(Topics.COORDINATION, use.key(), use);
  }

  /// A record on its way to [Topics#PARKED].
  static Outgoing parked(ParkedRecord record) {
    var wanted = record.toProduce();
    return new Outgoing(
        LifecycleTopology.sinkOf(Topics.PARKED),
        wanted.topic(),
        wanted.key(),
        wanted.headers(),
        Bytes.wrap(wanted.value()));
  }

  /// Whether its value is a task as others see it.
  boolean showsTask() {
    return topic.equals(Topics.TASKS.name()) && value != null;
  }

  /// Its size in bytes as Kafka counts them, or a few more.
  long size() {
    return RecordSize.of(key, headers, value == null ? null : value.get());
  }

  /// The value as it was encoded.
  static Serializer<Outgoing> writer() {
    return (_, outgoing) -> outgoing.value() == null ? null : outgoing.value().get();
  }

  private static <V> Outgoing encoded(Topic<V> topic, Object key, V value) {
    return encoded(LifecycleTopology.sinkOf(topic), topic, key, value);
  }

  private static <V> Outgoing encoded(String sink, Topic<V> topic, Object key, V value) {
    Headers headers = NewHeaders.none();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return new Outgoing(sink, topic.name(), key.toString(), headers, Bytes.wrap(bytes));
  }
}
