package dev.offload.bench;

import dev.offload.bench.beside.Beside;
import dev.offload.bench.beside.Size;
import dev.offload.bench.measure.Measure;
import dev.offload.bench.measure.Measures;
import dev.offload.bench.training.Train;
import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line behind `./offload bench`.
@Command(
    name = "offload bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = Train.class,
    description = {
      "Measures all of Offload in one process on this machine: warms up, runs everything "
          + "several times, and prints the medians as a table and, on the last line, as one JSON "
          + "object.",
      "What each figure means and how it is measured is in docs/performance.md."
    })
public final class Main implements Callable<Integer> {
  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "How often each figure is measured (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Measure only these of accept, batch, drain, direct, decided, cancel, busy, flood, limits "
              + "and raw. Without this option, all but flood and limits, which take minutes.")
  private Set<String> only = new TreeSet<>();

  @Option(
      names = "--tasks",
      defaultValue = "100000",
      description = "How many tasks are accepted and drained (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description =
          "How long to keep a steady rate (default: ${DEFAULT-VALUE}). A flood lasts three times "
              + "as long.")
  private int seconds;

  @Option(
      names = "--beside",
      paramLabel = "PEER",
      description =
          "Compare with another system instead, in turn on the same work: bullmq. Needs Redis and "
              + "Node.js, and fetches BullMQ from npm. POSTs go on for --seconds; --tasks are "
              + "drained.")
  private String beside;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long each side works before it is compared (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description =
          "Where the JDK's flight recorder writes a recording of each measurement of the "
              + "last run.")
  private Path profile;

  @Option(names = "--json", description = "Print only the JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  public static void main(String... arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    require(runs >= 1, "--runs must be 1 or more");
    require(tasks >= 1, "--tasks must be 1 or more");
    require(seconds >= 1, "--seconds must be 1 or more");
    return beside == null ? measure() : compare();
  }

  private int measure() throws IOException, InterruptedException {
    var bench = new Bench(chosen(), runs, profile);
    var report = bench.run(Home.here());
    if (!json) {
      System.out.print(report.table());
    }
    System.out.println(report.json());
    return 0;
  }

  private int compare() throws IOException, InterruptedException {
    require(beside.equals("bullmq"), "--beside must be bullmq");
    require(
        only.isEmpty() && profile == null, "--beside can't be combined with --only or --profile");
    require(warmUp >= 0, "--warm-up must be 0 or more");
    var missing = Beside.missing();
    if (missing.isPresent()) {
      System.err.println("offload: " + missing.get());
      return 1;
    }
    var size = new Size(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), tasks, runs);
    var comparison = new Beside(Home.here(), size).run();
    if (!json) {
      System.out.print(comparison.table());
    }
    System.out.println(comparison.json());
    return 0;
  }

  List<Measure> chosen() {
    var all = Measures.of(tasks, Duration.ofSeconds(seconds));
    var names = all.stream().map(Measure::name).toList();
    require(names.containsAll(only), "--only knows " + String.join(", ", names));
    return all.stream()
        .filter(one -> only.isEmpty() ? !one.onlyByName() : only.contains(one.name()))
        .toList();
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
