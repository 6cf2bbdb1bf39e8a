package dev.offload.ingest.route;

/// The route of a new task.
///
/// ```
/// SubmitTask ──┬─ Direct ───► offload.direct.<queue> ──► workers (lifecycle beside the path)
///              └─ Commands ─► offload.commands ──► lifecycle ──► offload.work.<queue> ──► workers
///                             offload.batches, if it came in a batch
/// ```
public sealed interface Route {

  /// A worker may run the task at once.
  record Direct() implements Route {}

  /// The lifecycle has to decide something first.
  record Commands(Reason reason) implements Route {}

  /// The reasons why a task may need a decision.
  enum Reason {
    /// The id can be derived again, so only the lifecycle knows whether the task is new.
    DERIVED_ID,
    DELAYED,
    PAUSED,
    /// Its limits decide when the task starts.
    LIMITED,
    /// It belongs to a group, which counts it, it waits for others, or others follow it.
    RELATED,
    /// The task came in a batch, so fairness decides who goes next.
    ONE_OF_MANY,
    /// As many tasks wait as there are worker slots, and more than a few of them are of the same
    /// tenant, so fairness decides who goes next.
    NO_FREE_SLOT
  }

  /// A tenant that has less than this part of the slots waiting does not queue up behind others.
  int PART_OF_THE_SLOTS = 8;

  /// Chooses the route.
  static Route choose(RouteFacts facts) {
    if (facts.derivedId()) {
      return new Commands(Reason.DERIVED_ID);
    }
    if (facts.delayed()) {
      return new Commands(Reason.DELAYED);
    }
    if (facts.paused()) {
      return new Commands(Reason.PAUSED);
    }
    if (facts.limited()) {
      return new Commands(Reason.LIMITED);
    }
    if (facts.related()) {
      return new Commands(Reason.RELATED);
    }
    return isFree(facts) ? new Direct() : new Commands(Reason.NO_FREE_SLOT);
  }

  private static boolean isFree(RouteFacts facts) {
    boolean hasLittle = facts.ofTenant() * PART_OF_THE_SLOTS < facts.slots();
    return facts.slots() > 0 && (facts.waiting() < facts.slots() || hasLittle);
  }
}
