package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.line.NextLine;
import dev.offload.lifecycle.line.NextLine.Asking;
import dev.offload.lifecycle.line.NextLine.Next;
import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Active;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Input.Awaited;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.FormerReport;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Settled;
import dev.offload.lifecycle.task.Input.Stopped;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.Input.Turn;
import dev.offload.lifecycle.task.Line;
import dev.offload.lifecycle.task.Line.OfQueue;
import dev.offload.lifecycle.task.Subject;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskMachine;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.AttemptDelegated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Computes the steps of tasks. If a step is too large to be written, the task fails for that
/// reason instead. If it hands an attempt out to a closed queue, the task waits instead. If others
/// are before it or it needs units of a limit, it gets in line.
///
/// @param lines says in which line a task has to wait; empty if it need not wait
public record TaskEncoder(
    TaskMachine machine, RecordLimits limits, QueueTopics queues, Optional<NextLine> lines)
    implements Encoder<TaskEntry, Input, TaskEvent, Effect, DeadlineKind> {

  /// All tasks can be handed out at once.
  public TaskEncoder(TaskMachine machine, RecordLimits limits, QueueTopics queues) {
    this(machine, limits, queues, Optional.empty());
  }

  /// The same for a partition with lines.
  TaskEncoder with(NextLine partition) {
    return new TaskEncoder(machine, limits, queues, Optional.of(partition));
  }

  @Override
  public Codec<TaskEntry, DeadlineKind> codec() {
    return Codecs.TASKS;
  }

  @Override
  public EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> step(
      StoredEntry<TaskEntry, DeadlineKind> before, Input input, Instant now, Instant earliest) {
    TaskMachine steps =
        lines
            .flatMap(partition -> line(partition, before.entry(), input, now))
            .map(this::at)
            .orElse(machine);
    EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> wanted =
        fitting(steps, before, input, now, earliest);
    return queue(wanted)
        .flatMap(queues::closedFor)
        .map(wait -> fitting(machine.closedUntil(now.plus(wait)), before, input, now, earliest))
        .orElse(wanted);
  }

  private TaskMachine at(Next next) {
    return switch (next) {
      case Next.Behind(Line line) -> machine.waitingIn(line);
      case Next.Stopped(OfQueue line) -> machine.stopped(line);
    };
  }

  /// Where the task has to wait if this step would hand it out.
  private static Optional<Next> line(NextLine lines, TaskEntry entry, Input input, Instant now) {
    return switch (input) {
      case Submission(var task, var topic) ->
          topic == QueueTopic.DIRECT ? Optional.empty() : lines.of(asking(task), now);
      case Turn(var granted) when granted.isPresent() ->
          entry instanceof InLine it ? lines.of(asking(it, granted), now) : Optional.empty();
      case Turn _ ->
          entry instanceof InLine it
              ? lines.inTurn(asking(it, Optional.empty()), now)
              : Optional.empty();
      case Stopped _ ->
          entry instanceof InLine it
              ? lines.of(asking(it, Optional.empty()), now)
              : Optional.empty();
      case Report(AttemptDelegated _) ->
          // The run gives its units back.
          entry instanceof Submitted it ? lines.of(asking(it, List.of()), now) : Optional.empty();
      case Report _, Cancellation _, Drop _, Awaited _ -> Optional.empty();
      case Replay _, Settled _, FormerReport _, ChildReport _, TimerFired _ ->
          entry instanceof Submitted it
              ? lines.of(asking(it, Optional.empty()), now)
              : Optional.empty();
    };
  }

  private static Asking asking(SubmitTask task) {
    return new Asking(task.placement(), task.tenant(), task.lineage().origin(), List.of());
  }

  private static Asking asking(Submitted entry, Optional<LimitScope> granted) {
    List<LimitScope> taken = entry instanceof Active active ? active.work().taken() : List.of();
    return asking(entry, Stream.concat(taken.stream(), granted.stream()).toList());
  }

  private static Asking asking(Submitted entry, List<LimitScope> taken) {
    Subject subject = entry.subject();
    return new Asking(subject.placement(), subject.tenant(), subject.lineage().origin(), taken);
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
        .tooLarge(Codecs.TASKS, limits)
        .map(what -> encoded(steps.failingBecause(what), before, input, now, earliest))
        .map(this::checked)
        .orElse(encoded);
  }

  private EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> checked(
      EncodedStep<TaskEntry, TaskEvent, Effect, DeadlineKind> refusal) {
    refusal
        .tooLarge(Codecs.TASKS, limits)
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
