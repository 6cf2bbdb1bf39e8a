package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Computes the steps of tasks. If a step is too large to be written, the task fails for that
/// reason instead. If it hands an attempt out to a closed queue, the task waits instead.
public record TaskEncoder(TaskMachine machine, RecordLimits limits, QueueTopics queues)
    implements Encoder<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> {

  @Override
  public Codec<TaskEntry, DeadlineKind> codec() {
    return Codecs.TASKS;
  }

  @Override
  public EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> step(
      StoredEntry<TaskEntry, DeadlineKind> before, Input input, Instant now, Instant earliest) {
    EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> wanted =
        fitting(machine, before, input, now, earliest);
    return queue(wanted)
        .flatMap(queues::closedFor)
        .map(wait -> fitting(machine.closedUntil(now.plus(wait)), before, input, now, earliest))
        .orElse(wanted);
  }

  /// The queue that the step hands an attempt out to.
  private static Optional<String> queue(
      EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> encoded) {
    return encoded.step().effects().stream()
        .filter(HandToWorkers.class::isInstance)
        .map(effect -> ((HandToWorkers) effect).item().queue())
        .findFirst();
  }

  private EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> fitting(
      TaskMachine steps,
      StoredEntry<TaskEntry, DeadlineKind> before,
      Input input,
      Instant now,
      Instant earliest) {
    EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> encoded =
        encoded(steps, before, input, now, earliest);
    return encoded
        .tooLarge(limits)
        .map(what -> encoded(steps.failingBecause(what), before, input, now, earliest))
        .map(this::checked)
        .orElse(encoded);
  }

  private EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> checked(
      EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> refusal) {
    refusal
        .tooLarge(limits)
        .ifPresent(
            still -> {
              throw new IllegalArgumentException("even failed it is too large: " + still);
            });
    return refusal;
  }

  private static EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> encoded(
      TaskMachine steps,
      StoredEntry<TaskEntry, DeadlineKind> before,
      Input input,
      Instant now,
      Instant earliest) {
    Step<TaskEntry, TaskEvent, Effect, DeadlineKind> step =
        steps.step(before, input, now, earliest);
    if (step.isNothing()) {
      return EncodedStep.nothing(step);
    }
    List<Outgoing> outgoing = step.effects().stream().map(Outgoing::of).toList();
    return EncodedStep.of(step, entry(step.after(), outgoing), outgoing);
  }

  /// If others are shown the task, it is already JSON.
  private static byte[] entry(StoredEntry<TaskEntry, DeadlineKind> after, List<Outgoing> outgoing) {
    return outgoing.stream()
        .filter(Outgoing::showsTask)
        .findFirst()
        .map(shown -> Codecs.TASKS.write(after, shown.value().get()))
        .orElseGet(() -> Codecs.TASKS.write(after));
  }
}
