package dev.offload.lifecycle.timer;

import dev.offload.schemas.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The owner of a timer. The key of a timer has its owner's UUID. The value is the key of a
/// schedule, and empty for a task.
public sealed interface TimerOwner {
  /// The task of this id.
  record OfTask(TaskId id) implements TimerOwner {
    @Override
    public UUID uuid() {
      return id.uuid();
    }

    @Override
    public String key() {
      return id.toString();
    }

    @Override
    public byte[] value() {
      return new byte[0];
    }
  }

  /// The schedule of this key.
  record OfSchedule(String key) implements TimerOwner {
    @Override
    public UUID uuid() {
      return TaskId.derived("timer", key).uuid();
    }

    @Override
    public byte[] value() {
      return key.getBytes(StandardCharsets.UTF_8);
    }
  }

  UUID uuid();

  /// The key of its entry in the store.
  String key();

  byte[] value();

  static TimerOwner read(UUID uuid, byte[] value) {
    return value.length == 0
        ? new OfTask(new TaskId(uuid))
        : new OfSchedule(new String(value, StandardCharsets.UTF_8));
  }
}
