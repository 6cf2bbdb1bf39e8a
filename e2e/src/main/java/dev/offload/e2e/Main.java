package dev.offload.e2e;

import dev.offload.e2e.demo.Demo;
import dev.offload.e2e.drill.Drill;
import dev.offload.e2e.process.Home;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line behind `./offload demo` and `./offload drill`.
@Command(
    name = "offload",
    mixinStandardHelpOptions = true,
    subcommands = Drill.class,
    description = "Shows Offload off, or tries to break it.")
public final class Main {
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  /// Runs the main job on real photos.
  @Command(name = "demo", description = "Runs real tasks and shows their results.")
  int demo() throws Exception {
    var home = Home.here();
    var missing = new Demo(home, home.directory().resolve("demo-output")).run();
    if (missing.isEmpty()) {
      System.out.println("Everything came as it should.");
      return 0;
    }
    System.err.println("Missing:");
    missing.forEach(what -> System.err.println("  - " + what));
    return 1;
  }
}
