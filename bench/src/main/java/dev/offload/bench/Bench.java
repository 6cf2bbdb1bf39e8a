package dev.offload.bench;

import dev.offload.bench.figure.Figure;
import dev.offload.bench.figure.Results;
import dev.offload.bench.figure.Setting;
import dev.offload.bench.measure.Measure;
import dev.offload.bench.measure.Subject;
import dev.offload.bench.profile.FlightRecorder;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.StandaloneProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One sitting. It starts a fresh Offload in a separate process, as `./offload up` does, runs
/// all measurements once to warm it up, and then the runs that count.
///
/// `profile` is the directory for flight recordings of the last run, or null.
record Bench(List<Measure> measures, int runs, Path profile) {

  /// The results, for people and for machines.
  record Report(String table, String json) {}

  Report run(Home home) throws IOException, InterruptedException {
    try (StandaloneProcess offload = StandaloneProcess.ephemeral(home);
        OffloadClient api = OffloadClient.of(offload.ready())) {
      Subject subject = new Subject(offload.ready(), api);
      Results results = new Results();
      note("to warm up, load average " + load());
      measureAll(subject, null);
      for (int run = 1; run <= runs; run++) {
        note("run %d of %d, load average %s".formatted(run, runs, load()));
        boolean isLast = run == runs;
        results.add(measureAll(subject, isLast ? recorder(offload) : null));
      }
      return new Report(results.table(), results.json(Setting.here(subject.ready().partitions())));
    }
  }

  private FlightRecorder recorder(StandaloneProcess offload) throws IOException {
    return profile == null ? null : new FlightRecorder(offload.ready().pid(), profile);
  }

  /// `recorder` may be null.
  private Map<Figure, Double> measureAll(Subject subject, FlightRecorder recorder)
      throws IOException, InterruptedException {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Measure measure : measures) {
      if (recorder != null) {
        recorder.begin(measure.name());
      }
      Duration before = cpu(subject);
      Map<Figure, Double> measured = measure.run(subject);
      Duration cpu = cpu(subject).minus(before);
      if (recorder != null) {
        note("  profile: " + recorder.end(measure.name()));
      }
      note("  %s %s, %.1f s of CPU".formatted(measure.name(), measured, cpu.toMillis() / 1000.0));
      figures.putAll(measured);
    }
    return figures;
  }

  /// The CPU time of the measured process so far.
  private static Duration cpu(Subject subject) {
    return ProcessHandle.of(subject.ready().pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static String load() {
    return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /// Progress goes to standard error, since it is not a result.
  private static void note(String text) {
    System.err.println(text);
  }
}
