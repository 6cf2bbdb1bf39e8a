package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Schedule;
import java.io.IOException;
import java.util.Map;

/// How many POSTs per second are accepted over 64 connections. Each sends as soon as it is
/// free. Workers and everything else run at the same time.
record Accepting(int tasks) implements Measure {
  @Override
  public String name() {
    return "accept";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    double perSecond;
    try (Driver driver = subject.driver()) {
      perSecond =
          driver
              .run(subject.tasks(Probes::plain), new Schedule.AtOnce(tasks))
              .allWith(Subject.ACCEPTED)
              .perSecond();
    }
    subject.awaitEnds(Subject.PROBES);
    return Map.of(Figure.ACCEPT_PER_SECOND, perSecond);
  }
}
