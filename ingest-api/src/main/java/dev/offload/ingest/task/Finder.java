package dev.offload.ingest.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Finds tasks or groups even if they were accepted a moment ago by another replica.
///
/// @param view what this replica knows, by tenant and id
/// @param arrivals done when the view has what has this id
/// @param passed done when the view has everything about this id that was accepted before
/// @param limit how long to wait
public record Finder<I, T>(
    BiFunction<String, I, Optional<T>> view,
    Function<I, CompletableFuture<Void>> arrivals,
    Function<I, CompletableFuture<Void>> passed,
    Duration limit) {

  /// What is known. If it is unknown here, this waits until it, or everything accepted before, is
  /// known, at most for the limit.
  public Finding<T> find(String tenant, I id) throws InterruptedException {
    Optional<T> known = view.apply(tenant, id);
    if (known.isPresent()) {
      return new Finding.Found<>(known.get());
    }
    CompletableFuture<Void> arrival = arrivals.apply(id);
    CompletableFuture<Void> passing = passed.apply(id);
    try {
      // Looked for once more: it may have come before anybody waited for its arrival.
      known = view.apply(tenant, id);
      boolean isSure =
          known.isPresent() || isDone(CompletableFuture.anyOf(arrival, passing), limit);
      return finding(known.or(() -> view.apply(tenant, id)), isSure);
    } finally {
      arrival.cancel(false);
      passing.cancel(false);
    }
  }

  /// The same, after every earlier command about it has been decided.
  Finding<T> findDecided(String tenant, I id) throws InterruptedException {
    CompletableFuture<Void> passing = passed.apply(id);
    try {
      return isDone(passing, limit)
          ? finding(view.apply(tenant, id), true)
          : new Finding.Undecided<>();
    } finally {
      passing.cancel(false);
    }
  }

  private Finding<T> finding(Optional<T> known, boolean isSure) {
    return known
        .<Finding<T>>map(Finding.Found::new)
        .orElseGet(() -> isSure ? new Finding.Absent<>() : new Finding.Undecided<>());
  }

  /// Waits until `future` is done. False if it fails, or is not done within `limit`.
  public static boolean isDone(CompletableFuture<?> future, Duration limit)
      throws InterruptedException {
    try {
      var _ = future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }
}
