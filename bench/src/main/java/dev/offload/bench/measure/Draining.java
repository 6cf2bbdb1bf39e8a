package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Schedule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/// How many waiting tasks are done per second. They are queued while their queue is paused. Time
/// counts from the request to resume until the view shows none that has not ended. All must have
/// succeeded then. The few that a worker took before it learned of the pause are not counted.
record Draining(int tasks) implements Measure {
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Instant since = Instant.now();
    subject.api().pause(Subject.PROBES);
    try (Driver driver = subject.driver()) {
      var _ =
          driver
              .run(subject.tasks(Probes::plain), new Schedule.AtOnce(tasks))
              .allWith(Subject.ACCEPTED);
    }
    int waiting = subject.awaitStandstill(Subject.PROBES);
    long start = System.nanoTime();
    subject.api().resume(Subject.PROBES);
    subject.awaitEnds(Subject.PROBES);
    double seconds = (System.nanoTime() - start) / NANOS;
    subject.requireSucceeded(Subject.PROBES, tasks, since);
    return Map.of(Figure.DRAIN_PER_SECOND, waiting / seconds);
  }
}
