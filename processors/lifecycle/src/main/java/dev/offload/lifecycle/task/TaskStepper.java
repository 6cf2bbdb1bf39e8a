package dev.offload.lifecycle.task;

import java.net.URI;
import java.time.Instant;

/// Decides, evolves and derives effects in one go: the whole of the lifecycle as one function.
public final class TaskStepper {
  private final Decider decider;
  private final URI source;

  /// `source` names this installation in completions.
  public TaskStepper(Rules rules, URI source) {
    this.decider = new Decider(rules);
    this.source = source;
  }

  public Step step(TaskEntry before, Input input, Instant now, Instant earliest) {
    return Step.of(before, input, decider.decide(before, input, now), source, earliest);
  }

  /// The same where nothing can be handed out before `until`.
  public Step postpone(
      TaskEntry before, Input input, Instant until, Instant now, Instant earliest) {
    return Step.of(before, input, decider.postpone(before, input, until, now), source, earliest);
  }

  /// The step in place of one that can't be written because `what` is too large.
  public Step refuse(TaskEntry before, Input input, TooLarge what, Instant now, Instant earliest) {
    return Step.of(before, input, decider.refuse(before, input, what, now), source, earliest);
  }
}
