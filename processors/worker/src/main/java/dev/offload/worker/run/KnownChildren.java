package dev.offload.worker.run;

import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The children of a run's task: those whose ends the run was told of, and those it has spawned
/// itself.
final class KnownChildren {
  private final Children ended;
  private int needed;

  /// `ended` is null if no earlier run has delegated.
  KnownChildren(Children ended) {
    this.ended = ended;
  }

  Optional<Children> ended() {
    return Optional.ofNullable(ended);
  }

  /// Takes note of children that are about to be spawned. Throws if one is too large.
  synchronized void add(List<Child> children) {
    for (Child child : children) {
      int size = Sizes.ofJson(child.spec().input());
      if (size > RunSpec.MAX_INPUT_BYTES) {
        throw new IllegalArgumentException(
            "the input of child %d has %d bytes, but at most %d are allowed: use a file"
                .formatted(child.index(), size, RunSpec.MAX_INPUT_BYTES));
      }
    }
    for (Child child : children) {
      needed = Math.max(needed, child.index() + 1);
    }
  }

  /// The indexes of the children that this run has spawned so far.
  synchronized List<Integer> spawned() {
    return IntStream.range(ended == null ? 0 : ended.count(), needed).boxed().toList();
  }

  /// Returns the delegation, or a failure if it leaves out spawned children or would run in
  /// circles. Both are mistakes of the handler that no retry can fix.
  synchronized Outcome held(Outcome.Delegated to) {
    if (to.children() < needed) {
      return Outcome.failedForGood(
          "bad-delegation",
          "delegated to %d children, but child %d was spawned"
              .formatted(to.children(), needed - 1));
    }
    if (ended != null && to.children() <= ended.count()) {
      return Outcome.failedForGood(
          "bad-delegation",
          "delegated to %d children, but %d had ended before this run"
              .formatted(to.children(), ended.count()));
    }
    return to;
  }
}
