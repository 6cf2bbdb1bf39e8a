package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.schedule.ScheduleEffect;
import dev.offload.lifecycle.schedule.ScheduleEffect.ForgetStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.ShowStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.Submit;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.RecordSize;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;

/// A record ready to be written: encoded before anything of its step is written, so that what can't
/// be encoded or is too large is found out in time.
record Outgoing(String sink, String topic, String key, Headers headers, Bytes value) {

  static Outgoing of(Effect effect) {
    return switch (effect) {
      case Show(var task) ->
          encoded(LifecycleTopology.TO_TASKS, Topics.TASKS, task.id().toString(), task);
      case Forget(var taskId) ->
          encoded(LifecycleTopology.TO_TASKS, Topics.TASKS, taskId.toString(), null);
      case HandToWorkers(var item) ->
          encoded(
              LifecycleTopology.TO_WORK,
              KnownQueue.of(item.queue()).work(),
              item.taskId().toString(),
              item);
      case StopWorkers(var stop) ->
          encoded(LifecycleTopology.TO_CONTROL, Topics.CONTROL, StopTask.key(stop.taskId()), stop);
      case WithdrawStop(var taskId) ->
          encoded(LifecycleTopology.TO_CONTROL, Topics.CONTROL, StopTask.key(taskId), null);
      case CancelChild(var command) ->
          encoded(
              LifecycleTopology.TO_COMMANDS, Topics.COMMANDS, command.taskId().toString(), command);
      case TellProgress(var progress) ->
          encoded(
              LifecycleTopology.TO_PROGRESS,
              Topics.PROGRESS,
              progress.taskId().toString(),
              progress);
      case TellParent(var end) ->
          encoded(
              LifecycleTopology.TO_COORDINATION, Topics.COORDINATION, end.taskId().toString(), end);
      case Announce(var completion) ->
          encoded(
              LifecycleTopology.TO_COMPLETIONS,
              Topics.COMPLETIONS,
              completion.task().id().toString(),
              completion);
    };
  }

  static Outgoing of(ScheduleEffect effect) {
    return switch (effect) {
      case Submit(var task) ->
          encoded(LifecycleTopology.TO_COMMANDS, Topics.COMMANDS, task.taskId().toString(), task);
      case ShowStatus(var status) ->
          encoded(LifecycleTopology.TO_SCHEDULES, Topics.SCHEDULES, status.key(), status);
      case ForgetStatus(var last) ->
          encoded(LifecycleTopology.TO_SCHEDULES, Topics.SCHEDULES, last.key(), null);
    };
  }

  /// A record on its way to [Topics#PARKED].
  static Outgoing parked(ParkedRecord record) {
    var wanted = record.toProduce();
    return new Outgoing(
        LifecycleTopology.TO_PARKED,
        wanted.topic(),
        wanted.key(),
        wanted.headers(),
        Bytes.wrap(wanted.value()));
  }

  /// How many bytes it has as Kafka counts them, or a few more.
  long size() {
    return RecordSize.of(key, headers, value == null ? null : value.get());
  }

  /// The value as it was encoded.
  static Serializer<Outgoing> writer() {
    return (_, outgoing) -> outgoing.value() == null ? null : outgoing.value().get();
  }

  private static <V> Outgoing encoded(String sink, Topic<V> topic, String key, V value) {
    Headers headers = new RecordHeaders();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return new Outgoing(sink, topic.name(), key, headers, Bytes.wrap(bytes));
  }
}
