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

/// Kafka Streams' sticky assignment, but for one thing: an instance that stands by for a partition
/// lets go of it in one round, and takes it over from its disk in the next.
///
/// A standby knows the topics of the day it was made, and Kafka Streams hands it on as it is: its
/// thread would die of the direct topic of a queue that was made later, and leave the stores
/// locked. Why here: `docs/decisions/kafka-defects.md`.
public final class LetGoFirst implements TaskAssignor {
  /// The setting under which an instance passes its [Memory].
  static final String MEMORY = "offload.lifecycle.let-go";

  private static final Instant AT_ONCE = Instant.EPOCH;

  private final TaskAssignor sticky = new StickyTaskAssignor();
  private Memory memory;

  /// What the instance that assigns has had others let go of in its last round.
  static final class Memory {
    private Map<ProcessId, Set<TaskId>> letGo = Map.of();

    private synchronized Set<TaskId> of(ProcessId instance) {
      return letGo.getOrDefault(instance, Set.of());
    }

    private synchronized void keep(Map<ProcessId, Set<TaskId>> now) {
      letGo = now;
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
    Map<ProcessId, Set<TaskId>> letGo =
        wanted.stream()
            .collect(
                Collectors.toMap(
                    KafkaStreamsAssignment::processId,
                    one -> standingBy(one, instances.get(one.processId()))));
    List<KafkaStreamsAssignment> round = new ArrayList<>(wanted.size());
    for (KafkaStreamsAssignment one : wanted) {
      round.add(without(letGo.get(one.processId()), one));
    }
    memory.keep(letGo);
    return new TaskAssignment(round);
  }

  /// What an instance is to have and only stands by for, as far as anyone can tell: it says the
  /// same of what lies on its disk.
  private Set<TaskId> standingBy(KafkaStreamsAssignment wanted, KafkaStreamsState instance) {
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
