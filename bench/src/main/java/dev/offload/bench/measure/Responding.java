package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.EventStream;
import dev.offload.bench.load.Latencies;
import dev.offload.bench.load.Requests;
import dev.offload.bench.load.Schedule;
import dev.offload.bench.load.Start;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How soon tasks start and are reported as done, at a steady rate, while one client follows all of
/// them live.
record Responding(Way way, Schedule schedule) implements Measure {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double MOST = 0.99;

  /// The route that the tasks take.
  enum Way {
    /// Nothing to decide: directly to a worker.
    DIRECT,
    /// With an idempotency key, so that the lifecycle has to decide first.
    DECIDED
  }

  @Override
  public String name() {
    return switch (way) {
      case DIRECT -> "direct";
      case DECIDED -> "decided";
    };
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    String route = way == Way.DIRECT ? "direct" : "commands";
    double before = subject.accepted(route);
    Ends ends = new Ends(schedule.count());
    Start start;
    try (EventStream stream =
            EventStream.open(subject.ready().url(), subject.ready().apiKey(), ends);
        Driver driver = subject.driver()) {
      start = Start.now();
      var _ = driver.run(requests(subject, start), schedule, start).allWith(Subject.ACCEPTED);
      ends.await(PATIENCE);
      stream.check();
    }
    tellWay((subject.accepted(route) - before) / schedule.count());
    return figures(ends.untilBegun(schedule, start), ends.untilTold(schedule, start));
  }

  private Requests requests(Subject subject, Start start) {
    return switch (way) {
      case DIRECT -> subject.tasks(Probes::stamped);
      case DECIDED -> subject.tasksWithKeys("bench-" + start.instant() + "-", Probes::stamped);
    };
  }

  /// Tasks that took another route are in the figures, but their share is printed.
  private void tellWay(double share) {
    if (share < MOST) {
      System.err.printf("  only %.0f %% of the tasks went the way '%s'%n", share * 100, name());
    }
  }

  private Map<Figure, Double> figures(Latencies begun, Latencies told) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    switch (way) {
      case DIRECT -> {
        figures.put(Figure.START_P50_MS, begun.millisAt(50));
        figures.put(Figure.START_P99_MS, begun.millisAt(99));
        figures.put(Figure.DONE_P50_MS, told.millisAt(50));
        figures.put(Figure.DONE_P99_MS, told.millisAt(99));
      }
      case DECIDED -> figures.put(Figure.START_DECIDED_P50_MS, begun.millisAt(50));
    }
    return figures;
  }
}
