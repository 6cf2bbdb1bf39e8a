package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.BatchCall;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many tasks per second are done in all, from the first line of a batch to the last end:
/// without a limit, then with one of their common key, then with one of their queue. The limits are
/// so high that no task has to wait for another one.
record Limiting(int tasks) implements Measure {
  private static final String KEY = "bench";
  private static final int NEVER_REACHED = 1_000_000;
  private static final double NANOS = 1e9;

  /// What limits the tasks, or null.
  private record Way(Figure figure, String scope) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(Figure.UNLIMITED_PER_SECOND, null),
          new Way(Figure.KEY_LIMITED_PER_SECOND, "key/" + KEY),
          new Way(Figure.QUEUE_LIMITED_PER_SECOND, "queue/" + Subject.PROBES));

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Way way : WAYS) {
      if (way.scope() != null) {
        subject.api().limit(way.scope(), NEVER_REACHED);
      }
      figures.put(way.figure(), tasks / seconds(subject));
      if (way.scope() != null) {
        subject.api().status("DELETE", "/v1/limits/" + way.scope());
      }
    }
    return figures;
  }

  private double seconds(Subject subject) throws IOException, InterruptedException {
    double before = subject.succeeded();
    long start = System.nanoTime();
    try (BatchCall call = BatchCall.open(subject.ready().url())) {
      call.run(
          subject.ready().url(),
          subject.ready().apiKey(),
          tasks,
          number -> Probes.ofKey(number, KEY));
    }
    subject.awaitSucceeded(before + tasks);
    return (System.nanoTime() - start) / NANOS;
  }
}
