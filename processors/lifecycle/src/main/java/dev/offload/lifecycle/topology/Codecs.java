package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.debounce.DebounceEntry;
import dev.offload.lifecycle.debounce.StoredDebounce;
import dev.offload.lifecycle.digest.DigestEntry;
import dev.offload.lifecycle.digest.StoredDigest;
import dev.offload.lifecycle.group.GroupEntry;
import dev.offload.lifecycle.group.StoredGroup;
import dev.offload.lifecycle.limit.LimitEntry;
import dev.offload.lifecycle.limit.StoredLimit;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.schedule.StoredSchedule;
import java.util.List;
import java.util.Optional;

/// The codecs of the machines.
final class Codecs {
  static final TaskCodec TASKS = new TaskCodec();

  static final PlainCodec<Optional<ScheduleEntry>, ScheduleMachine.Due, StoredSchedule> SCHEDULES =
      new PlainCodec<>(
          Optional.empty(),
          "schedules",
          "schedule",
          StoredSchedule.class,
          StoredSchedule::kept,
          StoredSchedule::of);

  static final PlainCodec<Optional<LimitEntry>, Due, StoredLimit> LIMITS =
      new PlainCodec<>(
          Optional.empty(),
          "limits",
          "limit",
          StoredLimit.class,
          StoredLimit::kept,
          StoredLimit::of);

  static final PlainCodec<GroupEntry, Due, StoredGroup> GROUPS =
      new PlainCodec<>(
          new GroupEntry.Nothing(),
          "groups",
          "group",
          StoredGroup.class,
          StoredGroup::kept,
          StoredGroup::of);

  static final PlainCodec<DebounceEntry, Due, StoredDebounce> DEBOUNCES =
      new PlainCodec<>(
          new DebounceEntry.Nothing(),
          "debounces",
          "debounce key",
          StoredDebounce.class,
          StoredDebounce::kept,
          StoredDebounce::of);

  static final PlainCodec<Optional<DigestEntry>, Due, StoredDigest> DIGESTS =
      new PlainCodec<>(
          Optional.empty(),
          "digests",
          "digest",
          StoredDigest.class,
          StoredDigest::kept,
          StoredDigest::of);

  /// The codec of every machine, each with a store of its own.
  static final List<JsonCodec<?, ?, ?>> ALL =
      List.of(TASKS, SCHEDULES, LIMITS, GROUPS, DEBOUNCES, DIGESTS);

  private Codecs() {}
}
