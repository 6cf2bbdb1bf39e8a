package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.HandOut.QueueTopic;
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
import dev.offload.lifecycle.task.TaskEvent.DebounceEnded;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.DebounceSettled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what an input means for a task, with the help of the other deciders.
/// `docs/concepts/lifecycle.md` has a picture.
final class Decider implements Decisions {
  private final Rules rules;
  private final HandOuts handOuts;
  private final EndDecider ends;
  private final FanOutDecider fanOuts;
  private final FormerDecider formers;
  private final ReportDecider reports;
  private final ReplayDecider replays;
  private final ClockDecider clock;

  Decider(HandOuts handOuts) {
    this.rules = handOuts.rules();
    this.handOuts = handOuts;
    this.ends = new EndDecider(rules);
    this.fanOuts = new FanOutDecider(rules, handOuts, ends);
    this.formers = new FormerDecider(rules, handOuts, ends);
    this.reports = new ReportDecider(rules, fanOuts, ends);
    this.replays = new ReplayDecider(handOuts);
    this.clock = new ClockDecider(rules, handOuts, ends);
  }

  /// A task with a flaw ends at once.
  private List<TaskEvent> submitted(SubmitTask task, QueueTopic topic, Instant now) {
    return task.flawIfAny()
        .map(flaw -> flawed(task, flaw, topic, now))
        .orElseGet(() -> List.of(handOuts.first(task, topic, now)));
  }

  private List<TaskEvent> flawed(SubmitTask task, TaskError flaw, QueueTopic topic, Instant now) {
    Instant forgetAt = rules.forgetAt(task.tenant(), TaskState.FAILED, now);
    RunEnd.WithError end = new RunEnd.WithError(Optional.empty(), Outcome.FAILED, flaw, now);
    return List.of(handOuts.queued(task, topic, now), new TaskFailed(end, forgetAt));
  }

  /// Early events are decided after the submission, in the order in which they came. A report
  /// that tells the start and the end of a run at once is decided as two.
  @Override
  public List<Input> inTurn(TaskEntry entry, Input input) {
    if (input instanceof Submission && entry instanceof Unsubmitted unsubmitted) {
      Stream<Input> early = unsubmitted.early().stream().flatMap(Decider::parts);
      return Stream.concat(Stream.of(input), early).toList();
    }
    return input instanceof Report(AttemptEvent event) && entry instanceof Submitted
        ? parts(event).toList()
        : List.of(input);
  }

  private static Stream<Input> parts(AttemptEvent event) {
    return Stream.concat(event.start().stream(), Stream.of(event)).map(Report::new);
  }

  @Override
  public List<TaskEvent> decide(TaskEntry entry, Input input, Instant now) {
    return switch (input) {
      case Submission(var task, var topic) ->
          entry instanceof Unsubmitted ? submitted(task, topic, now) : List.of();
      case Report(AttemptEvent event) ->
          switch (entry) {
            case Unsubmitted _ ->
                List.of(new EarlyEventKept(event, now.plus(rules.earlyPatience())));
            case Active active -> reports.decide(active, event, now);
            case Ended _ -> List.of();
          };
      case Cancellation(var command) ->
          entry instanceof Active active ? ends.asked(active, command, now) : List.of();
      case Replay(var command) ->
          entry instanceof Ended ended ? replays.replayed(ended, command, now) : List.of();
      case Drop(var command) ->
          entry instanceof Ended ended ? replays.dropped(ended, command) : List.of();
      case Turn(var granted) ->
          entry instanceof InLine waiting ? handOuts.inTurn(waiting, granted, now) : List.of();
      case Stopped _ -> entry instanceof InLine waiting ? handOuts.stopped(waiting) : List.of();
      case Settled(var news) ->
          entry instanceof Debounced waiting ? settled(waiting, news, now) : List.of();
      case Awaited(var question) -> formers.asked(entry, question, now);
      case FormerReport(var news) ->
          entry instanceof AwaitingFormers waiting ? formers.told(waiting, news, now) : List.of();
      case ChildReport(var end) -> fanOuts.childEnded(entry, end, now);
      case TimerFired timer -> clock.fired(entry, timer, now);
    };
  }

  @Override
  public List<TaskEvent> follow(TaskEntry entry, Instant now) {
    return entry instanceof AwaitingFormers waiting ? formers.follow(waiting, now) : List.of();
  }

  /// An answer to a forgotten task is none to the one that has its id now.
  private List<TaskEvent> settled(Debounced entry, DebounceSettled news, Instant now) {
    if (!news.isForTaskMadeAt(entry.subject().createdAt())) {
      return List.of();
    }
    return news.replacement()
        .map(later -> ends.replaced(entry, later, now))
        .orElseGet(() -> runs(entry, now));
  }

  private List<TaskEvent> runs(Debounced entry, Instant now) {
    return entry.work().isTooLate(now)
        ? ends.expired(entry, now, now)
        : List.of(new DebounceEnded(now), handOuts.next(now));
  }
}
