package dev.offload.worker;

import dev.offload.schemas.Require;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sources of a task that are URLs. Each is fetched by a child, so a task that waits for a slow
/// server has no slot. When the task is run again, the sources are files of its tenant. A fetch
/// that has not begun when the task expires does not begin any more.
///
/// ```
/// children 0 … n-1: one for each of the n URLs ─► all fetched: the task is done with the files
///      └─► some failed: the task fails for good ─► it is replayed: children n … fetch those again
/// ```
public final class UrlSources {
  /// How many different URLs a task may have.
  public static final int MAX = 16;

  /// The state of the sources.
  public sealed interface State {
    /// They are all files now.
    ///
    /// @param files their ids, by URL
    /// @param children how many children have tried to fetch them, which are the task's first
    record Fetched(Map<OutsideUrl, String> files, int children) implements State {
      public Fetched {
        files = Map.copyOf(files);
      }
    }

    /// They are not, so the run has to end like this.
    record Missing(Outcome outcome) implements State {}
  }

  private final Map<OutsideUrl, String> files = new HashMap<>();
  private final Map<OutsideUrl, TaskError> errors = new HashMap<>();
  private List<OutsideUrl> missing;
  private int children;

  private UrlSources(List<OutsideUrl> urls) {
    missing = urls;
  }

  /// Looks for the files that the children of `task` have fetched. If there are none yet, it spawns
  /// the children.
  ///
  /// @param maxBytes how large each file may be
  public static State of(TaskContext task, List<OutsideUrl> urls, long maxBytes) {
    List<OutsideUrl> each = urls.stream().distinct().toList();
    requireNumber(each);
    UrlSources sources = new UrlSources(each);
    task.children().ifPresent(sources::read);
    return sources.state(task, maxBytes);
  }

  /// Throws [IllegalArgumentException] if a task may not have so many.
  public static void requireNumber(List<OutsideUrl> urls) {
    long number = urls.stream().distinct().count();
    Require.that(number <= MAX, "sources", "have at most %d different URLs".formatted(MAX), number);
  }

  /// In each round, those that are missing were fetched in their order.
  private void read(Children ended) {
    while (!missing.isEmpty() && children < ended.count()) {
      List<OutsideUrl> failed = new ArrayList<>();
      for (OutsideUrl url : missing) {
        Optional<ChildDetail> detail = ended.detail(children);
        children++;
        detail.ifPresent(left -> read(url, left));
        if (!files.containsKey(url)) {
          failed.add(url);
        }
      }
      missing = failed;
    }
  }

  private void read(OutsideUrl url, ChildDetail left) {
    left.fileIds().findFirst().ifPresent(file -> files.put(url, file));
    if (left.error() != null) {
      errors.put(url, left.error());
    }
  }

  private State state(TaskContext task, long maxBytes) {
    if (missing.isEmpty()) {
      return new State.Fetched(files, children);
    }
    int all = children + missing.size();
    if (!mayFetch(task) || all > ChildDetail.DETAILED) {
      return new State.Missing(failure(missing.getFirst()));
    }
    List<Child> more = new ArrayList<>();
    for (OutsideUrl url : missing) {
      more.add(
          new Child(
                  children + more.size(),
                  SourceFetch.TYPE,
                  SourceFetch.TYPE,
                  new SourceFetch(url, maxBytes).input())
              .expiring());
    }
    task.spawn(more);
    return new State.Missing(Outcome.delegated(all));
  }

  /// Whether this attempt has not fetched yet. A fetch that has failed is not tried again in
  /// the same attempt.
  private boolean mayFetch(TaskContext task) {
    return task.children()
        .map(ended -> ended.attempt() != null && ended.attempt() < task.attempt())
        .orElse(true);
  }

  private Outcome failure(OutsideUrl url) {
    TaskError error = errors.get(url);
    return error == null
        ? Outcome.failedForGood(
            "source-not-fetched", "source %s was not fetched".formatted(url.origin()))
        : Outcome.failedForGood(
            error.code(), "source %s: %s".formatted(url.origin(), error.message()));
  }
}
