package dev.offload.ingest.route;

/// The way a new task goes.
///
/// ```
/// SubmitTask ──┬─ Direct ───► offload.direct.<queue> ──► workers (lifecycle beside the path)
///              └─ Commands ─► offload.commands ──► lifecycle ──► offload.work.<queue> ──► workers
/// ```
public sealed interface Route {

  /// A worker may run it at once.
  record Direct() implements Route {}

  /// The lifecycle has to decide something first.
  record Commands(Reason reason) implements Route {}

  /// What there is to decide.
  enum Reason {
    /// The id can be derived again, so whether the task is new is known to the lifecycle only.
    DERIVED_ID,
    DELAYED,
    PAUSED,
    /// It came in a batch, and so who goes next is a matter of fairness.
    ONE_OF_MANY,
    /// As many tasks wait as there are worker slots, so who goes next is a matter of fairness.
    NO_FREE_SLOT
  }

  /// The choice, and nothing but it.
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
    if (facts.waiting() >= facts.slots()) {
      return new Commands(Reason.NO_FREE_SLOT);
    }
    return new Direct();
  }
}
