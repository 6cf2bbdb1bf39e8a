package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.BatchCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many tasks per second are accepted in batches, two calls at a time, from the first line
/// to the last answer. Workers and everything else run at the same time. All tasks must
/// succeed afterwards.
record AcceptingBatches(int tasks) implements Measure {
  private static final int CALLS = 2;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Instant since = Instant.now();
    int each = tasks / CALLS;
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CALLS)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int call = 0; call < CALLS; call++) {
        calls.add(() -> send(subject, each));
      }
      for (Future<Void> call : clients.invokeAll(calls)) {
        var _ = call.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a batch was not taken", e.getCause());
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    subject.awaitSucceeded(Subject.PROBES, CALLS * each, since);
    return Map.of(Figure.BATCH_ACCEPT_PER_SECOND, CALLS * each / seconds);
  }

  private static Void send(Subject subject, int count) throws IOException, InterruptedException {
    try (BatchCall call = BatchCall.open(subject.ready().url())) {
      call.run(subject.ready().url(), subject.ready().apiKey(), count, Probes::plain);
      return null;
    }
  }
}
