package dev.offload.e2e.drill;

import dev.offload.e2e.process.Home;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line of the drills: `./offload drill <name>`.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = "Tries to break Offload; fails with what it broke.")
public final class Drill {
  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "kill -9 while tasks run, restart on the same data: all end, none twice.")
  int kill(
      @Option(names = "--tasks", defaultValue = "3000", description = "default: 3000") int tasks,
      @Option(names = "--seed", description = "The moment of the kill; default: random") Long seed)
      throws Exception {
    var data = Files.createTempDirectory("offload-kill-");
    long chosen = seed == null ? new Random().nextLong() : seed;
    return report(() -> new KillDrill(Home.here(), data, tasks, chosen).run());
  }

  @Command(
      name = "soak",
      mixinStandardHelpOptions = true,
      description = "Short and long tasks by both routes: no gap in progress above 2 s.")
  int soak(
      @Option(names = "--minutes", defaultValue = "60", description = "default: 60") int minutes)
      throws Exception {
    return report(() -> new SoakDrill(Home.here(), Duration.ofMinutes(minutes)).run());
  }

  private static int report(Callable<Findings> drill) throws Exception {
    var faults = drill.call().faults();
    faults.forEach(fault -> System.err.println("FAILED: " + fault));
    if (faults.isEmpty()) {
      System.out.println("Passed.");
    }
    return faults.isEmpty() ? 0 : 1;
  }
}
