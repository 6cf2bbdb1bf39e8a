package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.EventStream;
import dev.offload.bench.load.Latencies;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How soon a running task is seen to end after its cancel. Its handler sleeps until it sees the
/// cancel, which is earlier than this measures.
record Cancelling(int tasks) implements Measure {
  /// Fewer than a worker has slots for one type.
  private static final int AT_ONCE = 4;

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    LongRuns runs = new LongRuns();
    try (EventStream stream =
            EventStream.open(subject.ready().url(), subject.ready().apiKey(), runs);
        var users = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<List<Long>>> all = new ArrayList<>();
      for (int user = 0; user < AT_ONCE; user++) {
        all.add(() -> cancelOneAfterTheOther(subject.api(), runs, tasks / AT_ONCE));
      }
      Latencies latencies = new Latencies();
      for (Future<List<Long>> taken : users.invokeAll(all)) {
        taken.get().forEach(latencies::add);
      }
      stream.check();
      return Map.of(
          Figure.CANCEL_P50_MS, latencies.millisAt(50),
          Figure.CANCEL_P99_MS, latencies.millisAt(99));
    } catch (ExecutionException e) {
      throw new IOException("a task could not be cancelled", e.getCause());
    }
  }

  private static List<Long> cancelOneAfterTheOther(OffloadClient client, LongRuns runs, int count)
      throws IOException, InterruptedException {
    List<Long> took = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String task = client.submit(Probes.sleeping()).id();
      runs.awaitRunning(task);
      long asked = System.nanoTime();
      client.cancel(task);
      took.add(runs.awaitCancelled(task) - asked);
    }
    return took;
  }
}
