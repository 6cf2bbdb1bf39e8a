package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.debounce.DebounceMachine;
import dev.offload.lifecycle.digest.DigestMachine;
import dev.offload.lifecycle.group.GroupMachine;
import dev.offload.lifecycle.limit.LimitMachine;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.schedule.ScheduleRules;
import java.util.List;

/// The machines beside that of tasks. Their codecs are in [Codecs#ALL].
public final class SideMachines {
  private SideMachines() {}

  /// `partitions` is how many partitions a topic keyed by task id has.
  public static List<SideMachine<?, ?, ?, ?, ?>> of(
      int partitions, ScheduleRules schedules, GroupMachine groups) {
    KeyedRecords records = new KeyedRecords(partitions);
    return List.of(
        new SideMachine<>(
            new ScheduleMachine(schedules), Codecs.SCHEDULES, new ScheduleInputs(), Outgoing::of),
        new SideMachine<>(
            new LimitMachine(), Codecs.LIMITS, new LimitInputs(records), Outgoing::of),
        new SideMachine<>(groups, Codecs.GROUPS, new GroupInputs(records), Outgoing::of),
        new SideMachine<>(
            new DebounceMachine(), Codecs.DEBOUNCES, new DebounceInputs(records), Outgoing::of),
        new SideMachine<>(
            new DigestMachine(), Codecs.DIGESTS, new DigestInputs(records), Outgoing::of));
  }
}
