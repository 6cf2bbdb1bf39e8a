package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.debounce.DebounceEntry;
import dev.offload.lifecycle.debounce.DebounceMachine;
import dev.offload.lifecycle.debounce.StoredDebounce;
import dev.offload.lifecycle.group.GroupEntry;
import dev.offload.lifecycle.group.GroupMachine;
import dev.offload.lifecycle.group.StoredGroup;
import dev.offload.lifecycle.limit.LimitEntry;
import dev.offload.lifecycle.limit.LimitMachine;
import dev.offload.lifecycle.limit.StoredLimit;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.schedule.StoredSchedule;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The codecs of the machines.
final class Codecs {
  static final TaskCodec TASKS = new TaskCodec();

  static final JsonCodec<Optional<ScheduleEntry>, ScheduleMachine.Due, StoredSchedule> SCHEDULES =
      new JsonCodec<>(Optional.empty(), "schedules", "schedule", StoredSchedule.class) {
        @Override
        StoredEntry<Optional<ScheduleEntry>, ScheduleMachine.Due> entry(
            StoredSchedule record, InputStream task) {
          return record.kept();
        }

        @Override
        StoredSchedule record(StoredEntry<Optional<ScheduleEntry>, ScheduleMachine.Due> kept) {
          return StoredSchedule.of(kept);
        }
      };

  static final JsonCodec<Optional<LimitEntry>, LimitMachine.Due, StoredLimit> LIMITS =
      new JsonCodec<>(Optional.empty(), "limits", "limit", StoredLimit.class) {
        @Override
        StoredEntry<Optional<LimitEntry>, LimitMachine.Due> entry(
            StoredLimit record, InputStream task) {
          return record.kept();
        }

        @Override
        StoredLimit record(StoredEntry<Optional<LimitEntry>, LimitMachine.Due> kept) {
          return StoredLimit.of(kept);
        }
      };

  static final JsonCodec<Optional<GroupEntry>, GroupMachine.Due, StoredGroup> GROUPS =
      new JsonCodec<>(Optional.empty(), "groups", "group", StoredGroup.class) {
        @Override
        StoredEntry<Optional<GroupEntry>, GroupMachine.Due> entry(
            StoredGroup record, InputStream task) {
          return record.kept();
        }

        @Override
        StoredGroup record(StoredEntry<Optional<GroupEntry>, GroupMachine.Due> kept) {
          return StoredGroup.of(kept);
        }
      };

  static final JsonCodec<Optional<DebounceEntry>, DebounceMachine.Due, StoredDebounce> DEBOUNCES =
      new JsonCodec<>(Optional.empty(), "debounces", "debounce key", StoredDebounce.class) {
        @Override
        StoredEntry<Optional<DebounceEntry>, DebounceMachine.Due> entry(
            StoredDebounce record, InputStream task) {
          return record.kept();
        }

        @Override
        StoredDebounce record(StoredEntry<Optional<DebounceEntry>, DebounceMachine.Due> kept) {
          return StoredDebounce.of(kept);
        }
      };

  /// The codec of every machine, each with a store of its own.
  static final List<JsonCodec<?, ?, ?>> ALL = List.of(TASKS, SCHEDULES, LIMITS, GROUPS, DEBOUNCES);

  private Codecs() {}
}
