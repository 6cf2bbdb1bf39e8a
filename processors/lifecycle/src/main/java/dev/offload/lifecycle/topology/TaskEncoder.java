package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Computes the steps of tasks. If a step is too large to be written, the task fails for that
/// reason instead. If it hands an attempt out to a closed queue, the task waits instead. If others
/// wait before it, it gets in line.
///
/// @param behindOthers the machine of tasks that have to wait for their turn
/// @param isOpen whether a task of a queue can be handed out without waiting for its turn
public record TaskEncoder(
    TaskMachine machine,
    TaskMachine behindOthers,
    RecordLimits limits,
    QueueTopics queues,
    IsOpen isOpen)
    implements Encoder<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> {

  /// Whether a task of a queue can be handed out without overtaking others.
  @FunctionalInterface
  public interface IsOpen {
    boolean test(String queue, Instant now);
  }

  /// All tasks can be handed out at once.
  public TaskEncoder(TaskMachine machine, RecordLimits limits, QueueTopics queues) {
    this(machine, machine.behindOthers(), limits, queues, (_, _) -> true);
  }

  /// The same for a partition whose lines say who has to wait.
  TaskEncoder with(IsOpen lines) {
    return new TaskEncoder(machine, behindOthers, limits, queues, lines);
  }

  @Override
  public Codec<TaskEntry, DeadlineKind> codec() {
    return Codecs.TASKS;
  }

  @Override
  public EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> step(
      StoredEntry<TaskEntry, DeadlineKind> before, Input input, Instant now, Instant earliest) {
    TaskMachine steps = isBehindOthers(before.entry(), input, now) ? behindOthers : machine;
    EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> wanted =
        fitting(steps, before, input, now, earliest);
    return queue(wanted)
        .flatMap(queues::closedFor)
        .map(wait -> fitting(machine.closedUntil(now.plus(wait)), before, input, now, earliest))
        .orElse(wanted);
  }

  /// Whether the task would overtake others if this step handed it out.
  private boolean isBehindOthers(TaskEntry entry, Input input, Instant now) {
    return switch (input) {
      case Submission(var task, var route) ->
          route == Route.WORK && !isOpen.test(task.queue(), now);
      case Turn _, Report _ -> false;
      case Cancellation _, Drop _ -> false;
      case Replay _, ChildReport _, TimerFired _ ->
          entry instanceof Submitted submitted
              && !isOpen.test(submitted.subject().placement().queue(), now);
    };
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
              throw new IllegalArgumentException("too large even as a failed task: " + still);
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
