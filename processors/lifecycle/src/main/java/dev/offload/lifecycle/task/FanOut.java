package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of a task's children so far.
///
/// @param expected how many children the task waits or has waited for; empty if it has not
///     delegated
/// @param attempt the number of the last attempt that has delegated
/// @param ended the children whose end has been read
/// @param succeeded how many of those succeeded
/// @param failed how many of those did not
/// @param sums the sums of the numbers in their results
/// @param details what the first of them left besides, by index
/// @param outdated the last 20 runs that started without knowing of these ends; their reports
///     are ignored
/// @param told the progress that users were told last
public record FanOut(
    Optional<Integer> expected,
    Optional<Integer> attempt,
    IndexSet ended,
    int succeeded,
    int failed,
    Map<String, Long> sums,
    List<ChildDetail> details,
    List<String> outdated,
    Optional<ToldProgress> told) {

  /// The progress told at `at`: `done` of `total` children had ended.
  public record ToldProgress(int done, int total, Instant at) {}

  static final FanOut NONE =
      new FanOut(
          Optional.empty(),
          Optional.empty(),
          IndexSet.EMPTY,
          0,
          0,
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty());

  public FanOut {
    sums = Children.sums(sums);
    details = List.copyOf(details);
    outdated = List.copyOf(outdated);
  }

  /// How many of the expected children have ended.
  int done() {
    return expected.map(this::doneOf).orElse(0);
  }

  boolean isComplete() {
    return expected.filter(children -> doneOf(children) == children).isPresent();
  }

  /// What the next run is told. Empty unless all expected children have ended.
  Optional<Children> summary() {
    return expected
        .filter(children -> doneOf(children) == children)
        .map(
            children ->
                new Children(children, succeeded, failed, sums, details, attempt.orElse(null)));
  }

  /// The files that children have made, as far as they are known.
  List<String> files() {
    return details.stream().flatMap(ChildDetail::fileIds).toList();
  }

  /// How many of `children` have ended.
  int doneOf(int children) {
    return ended.countBelow(children);
  }

  /// Whether attempt `number` has delegated, however long ago.
  boolean hasDelegated(int number) {
    return attempt.filter(last -> last == number).isPresent();
  }

  /// Whether an attempt has delegated to children and some of them have not ended.
  boolean isAwaited() {
    return expected.isPresent() && !isComplete();
  }

  /// How many ended children the runs of the current hand-out were told of.
  int childrenTold() {
    return expected.orElse(0);
  }

  FanOut with(ChildCounted e) {
    return new FanOut(
        expected,
        attempt,
        ended.with(e.child()),
        e.well() ? succeeded + 1 : succeeded,
        e.well() ? failed : failed + 1,
        Sums.sum(sums, e.sums()),
        e.detail().map(this::detailsWith).orElse(details),
        outdated,
        told);
  }

  /// Attempt `number` waits for `children`.
  FanOut expecting(int children, int number) {
    return new FanOut(
        Optional.of(children),
        Optional.of(number),
        ended,
        succeeded,
        failed,
        sums,
        details,
        outdated,
        told);
  }

  private List<ChildDetail> detailsWith(ChildDetail detail) {
    return Stream.concat(details.stream(), Stream.of(detail))
        .sorted(Comparator.comparingInt(ChildDetail::child))
        .toList();
  }

  FanOut outdating(List<String> runIds) {
    List<String> all = new ArrayList<>(outdated);
    all.removeAll(runIds);
    all.addAll(runIds);
    int surplus = Math.max(0, all.size() - TaskRuns.MAX_ATTEMPTS_KEPT);
    List<String> last = all.subList(surplus, all.size());
    return new FanOut(expected, attempt, ended, succeeded, failed, sums, details, last, told);
  }

  /// The current progress has been told.
  FanOut toldAt(Instant at) {
    Optional<ToldProgress> now =
        expected.map(children -> new ToldProgress(doneOf(children), children, at));
    return new FanOut(expected, attempt, ended, succeeded, failed, sums, details, outdated, now);
  }
}
