package dev.offload.ingest.rig;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The same, many times at once.
public final class Together {
  private Together() {}

  /// The outcome of each.
  public static <T> List<T> all(int times, IntFunction<T> action) {
    List<Callable<T>> deeds =
        IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> action.apply(i)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      return threads.invokeAll(deeds).stream().map(Together::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static <T> T result(Future<T> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
