package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.work.Children;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What has become of a task's children so far.
///
/// `expected` is how many the task waits or has waited for (null: nobody has said yet); `ended` are
/// those heard of, of which `succeeded` and `failed` are the counts, and `tallies` the sums of
/// their results. `outdated` are runs that began before all this was known and are not listened to
/// any more, the last 20. `told` is what the task's owner was told last (null: nothing).
public record FanOut(
    Integer expected,
    IndexSet ended,
    int succeeded,
    int failed,
    Map<String, Long> tallies,
    List<String> outdated,
    Told told) {

  /// How many of how many children had ended, as told at `at`.
  public record Told(int done, int total, Instant at) {}

  static final FanOut NONE = new FanOut(null, IndexSet.EMPTY, 0, 0, Map.of(), List.of(), null);

  public FanOut {
    tallies = Children.tallies(tallies);
    outdated = outdated == null ? List.of() : List.copyOf(outdated);
  }

  /// How many of the expected children have ended.
  int done() {
    return expected == null ? 0 : doneOf(expected);
  }

  boolean isComplete() {
    return expected != null && done() == expected;
  }

  /// What the next run is told: null unless all expected children have ended.
  Children summary() {
    return isComplete() ? new Children(expected, succeeded, failed, tallies) : null;
  }

  /// How many of `children` have ended.
  int doneOf(int children) {
    return ended.countBelow(children);
  }

  /// Whether an attempt has let go for the sake of children of which some have not ended.
  boolean isAwaited() {
    return expected != null && !isComplete();
  }

  /// How many children's ends the runs of the present hand-out were told of.
  int childrenTold() {
    return expected == null ? 0 : expected;
  }

  FanOut with(ChildCounted e) {
    return new FanOut(
        expected,
        ended.with(e.child()),
        e.well() ? succeeded + 1 : succeeded,
        e.well() ? failed : failed + 1,
        Tallies.sum(tallies, e.tallies()),
        outdated,
        told);
  }

  FanOut expecting(int children) {
    return new FanOut(children, ended, succeeded, failed, tallies, outdated, told);
  }

  FanOut outdating(List<String> runIds) {
    List<String> all = new ArrayList<>(outdated);
    all.removeAll(runIds);
    all.addAll(runIds);
    int surplus = Math.max(0, all.size() - TaskRuns.MAX_ATTEMPTS_KEPT);
    return new FanOut(
        expected, ended, succeeded, failed, tallies, all.subList(surplus, all.size()), told);
  }

  /// Where it has come to has been told.
  FanOut toldAt(Instant at) {
    Told now = new Told(done(), expected, at);
    return new FanOut(expected, ended, succeeded, failed, tallies, outdated, now);
  }
}
