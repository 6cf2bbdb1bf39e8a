package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.load.Answers;
import dev.offload.bench.load.Driver;
import dev.offload.bench.load.Latencies;
import dev.offload.bench.load.Requests;
import dev.offload.bench.load.Schedule;
import dev.offload.bench.load.Start;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long tasks wait until they start while one tenant submits as many as 64 connections
/// allow, and another tenant a few per second.
///
/// @param neighbour how many the other tenant submits per second
record Flooding(Duration length, double neighbour) implements Measure {
  private static final int ONE_OF = 50;
  private static final int NEIGHBOUR_CONNECTIONS = 8;

  @Override
  public String name() {
    return "flood";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Instant since = Instant.now();
    String key = subject.api().keyOf("neighbour", List.of("submit", "read"));
    double direct = subject.accepted("direct");
    Start start = Start.now();
    Sample flood = new Sample("flood-" + since.toEpochMilli(), ONE_OF);
    Sample others = new Sample("neighbour-" + since.toEpochMilli(), 1);
    Answers answers = sendBoth(subject, key, start, flood, others);
    tellWay((subject.accepted("direct") - direct) / answers.count());
    subject.awaitSucceeded(Subject.PROBES, (int) answers.count(), since);
    try (OffloadClient api = new OffloadClient(subject.ready().url(), key)) {
      return figures(
          answers, flood.untilBegun(start, subject.api()), others.untilBegun(start, api));
    }
  }

  private Answers sendBoth(Subject subject, String key, Start start, Sample flood, Sample others)
      throws IOException, InterruptedException {
    Schedule calmly = Schedule.Evenly.during(length, neighbour);
    Requests theirs =
        Requests.tasks(
            subject.ready().url(),
            key,
            null,
            it -> others.next(it, start.nanoTime() + calmly.due(it)));
    Requests ours = subject.tasks(it -> flood.next(it, System.nanoTime()));
    try (Driver driver = subject.driver();
        Driver calm = Driver.open(subject.ready().url(), NEIGHBOUR_CONNECTIONS);
        var beside = Executors.newSingleThreadExecutor()) {
      Future<Answers> sent = beside.submit(() -> calm.run(theirs, calmly, start));
      Answers answers = driver.run(ours, new Schedule.Flood(length), start);
      var _ = sent.get().allWith(Subject.ACCEPTED);
      return answers.allWith(Subject.ACCEPTED);
    } catch (ExecutionException e) {
      throw new IOException("the other tenant could not submit", e.getCause());
    }
  }

  /// The lifecycle's backlog is before the workers or behind them.
  private static void tellWay(double share) {
    System.err.printf("  %.0f %% of the tasks went directly to the workers%n", share * 100);
  }

  private static Map<Figure, Double> figures(Answers answers, Latencies flood, Latencies others) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.FLOOD_PER_SECOND, answers.perSecond());
    figures.put(Figure.FLOOD_START_P50_MS, flood.millisAt(50));
    figures.put(Figure.FLOOD_START_P99_MS, flood.millisAt(99));
    figures.put(Figure.NEIGHBOUR_START_P50_MS, others.millisAt(50));
    figures.put(Figure.NEIGHBOUR_START_P99_MS, others.millisAt(99));
    return figures;
  }
}
