package dev.offload.lifecycle.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.apache.kafka.streams.processor.assignment.assignors.StickyTaskAssignor;

/// Kafka Streams' sticky assignment, with one change: before an instance takes over a
/// partition for which it is the standby, it first gives the standby up. In the next round it
/// takes the partition over from its disk.
///
/// A standby only knows the topics that existed when it was created, and Kafka Streams keeps
/// using it as it is. Its thread would die when it meets the direct topic of a newer queue,
/// and would leave the stores locked. See `docs/decisions/kafka.md`.
public final class StandbyReleasingAssignor implements TaskAssignor {
  /// The setting under which an instance passes its [Memory].
  static final String MEMORY = "offload.lifecycle.let-go";

  private static final Instant AT_ONCE = Instant.EPOCH;

  private final TaskAssignor sticky = new StickyTaskAssignor();
  private Memory memory;

  /// The standbys that instances were told to give up in the last round.
  static final class Memory {
    private Map<ProcessId, Set<TaskId>> released = Map.of();

    private synchronized Set<TaskId> of(ProcessId instance) {
      return released.getOrDefault(instance, Set.of());
    }

    private synchronized void keep(Map<ProcessId, Set<TaskId>> now) {
      released = now;
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {
    memory = (Memory) settings.get(MEMORY);
  }

  @Override
  public TaskAssignment assign(ApplicationState state) {
    Map<ProcessId, KafkaStreamsState> instances = state.kafkaStreamsStates(false);
    List<KafkaStreamsAssignment> wanted = List.copyOf(sticky.assign(state).assignment());
    Map<ProcessId, Set<TaskId>> released =
        wanted.stream()
            .collect(
                Collectors.toMap(
                    KafkaStreamsAssignment::processId,
                    one -> standbysToRelease(one, instances.get(one.processId()))));
    List<KafkaStreamsAssignment> round = new ArrayList<>(wanted.size());
    for (KafkaStreamsAssignment one : wanted) {
      round.add(without(released.get(one.processId()), one));
    }
    memory.keep(released);
    return new TaskAssignment(round);
  }

  /// The partitions that an instance is to take over and is a standby for, as far as anyone
  /// can tell. An instance reports a store that merely lies on its disk in the same way.
  private Set<TaskId> standbysToRelease(KafkaStreamsAssignment wanted, KafkaStreamsState instance) {
    Set<TaskId> closed = memory.of(wanted.processId());
    return wanted.tasks().values().stream()
        .filter(task -> task.type() == AssignedTask.Type.ACTIVE)
        .map(AssignedTask::id)
        .filter(id -> instance.previousStandbyTasks().contains(id) && !closed.contains(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static KafkaStreamsAssignment without(
      Set<TaskId> tasks, KafkaStreamsAssignment assignment) {
    if (tasks.isEmpty()) {
      return assignment;
    }
    Set<AssignedTask> others =
        assignment.tasks().values().stream()
            .filter(task -> !tasks.contains(task.id()))
            .collect(Collectors.toUnmodifiableSet());
    return KafkaStreamsAssignment.of(assignment.processId(), others).withFollowupRebalance(AT_ONCE);
  }
}
