package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Kept;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskMachine;
import java.time.Instant;
import java.util.Optional;

/// A step of a task that is too large to be written becomes one in which the task fails with that
/// reason; one that hands out to a queue that is closed, one in which the task waits.
public record TaskEncoder(TaskMachine machine, RecordLimits limits, QueueTopics queues)
    implements Encoder<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> {

  @Override
  public Codec<TaskEntry, DeadlineKind> codec() {
    return Codecs.TASKS;
  }

  @Override
  public EncodedStep<TaskEvent, Effect> step(
      Kept<TaskEntry, DeadlineKind> before, Input input, Instant now, Instant earliest) {
    EncodedStep<TaskEvent, Effect> wanted = fitting(machine, before, input, now, earliest);
    return queue(wanted)
        .flatMap(queues::closedFor)
        .map(wait -> fitting(machine.closedUntil(now.plus(wait)), before, input, now, earliest))
        .orElse(wanted);
  }

  /// The queue that it hands an attempt to.
  private static Optional<String> queue(EncodedStep<TaskEvent, Effect> encoded) {
    return encoded.step().effects().stream()
        .filter(HandToWorkers.class::isInstance)
        .map(effect -> ((HandToWorkers) effect).item().queue())
        .findFirst();
  }

  private EncodedStep<TaskEvent, Effect> fitting(
      TaskMachine steps,
      Kept<TaskEntry, DeadlineKind> before,
      Input input,
      Instant now,
      Instant earliest) {
    EncodedStep<TaskEvent, Effect> encoded = encoded(steps, before, input, now, earliest);
    return encoded
        .tooLarge(limits)
        .map(what -> encoded(steps.refusing(what), before, input, now, earliest))
        .map(this::checked)
        .orElse(encoded);
  }

  private EncodedStep<TaskEvent, Effect> checked(EncodedStep<TaskEvent, Effect> refusal) {
    refusal
        .tooLarge(limits)
        .ifPresent(
            still -> {
              throw new IllegalArgumentException("even failed it is too large: " + still);
            });
    return refusal;
  }

  private static EncodedStep<TaskEvent, Effect> encoded(
      TaskMachine steps,
      Kept<TaskEntry, DeadlineKind> before,
      Input input,
      Instant now,
      Instant earliest) {
    return EncodedStep.of(steps.step(before, input, now, earliest), Codecs.TASKS, Outgoing::of);
  }
}
