package dev.offload.lifecycle.timer;

import dev.offload.schemas.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Whose timer it is. A timer's key has the same length for all of them, with a UUID for its owner;
/// the value says the rest, and is empty for a task.
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

  /// What is kept of it is stored under this.
  String key();

  byte[] value();

  static TimerOwner read(UUID uuid, byte[] value) {
    return value.length == 0
        ? new OfTask(new TaskId(uuid))
        : new OfSchedule(new String(value, StandardCharsets.UTF_8));
  }
}
