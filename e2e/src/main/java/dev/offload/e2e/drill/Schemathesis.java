package dev.offload.e2e.drill;

import dev.offload.e2e.process.Home;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Schemathesis, a program that makes requests from an OpenAPI document and checks the
/// answers. It is in a virtual environment of Python below `target`. Its version and
/// configuration are in `e2e/contract`.
record Schemathesis(Path environment, Path configuration) {
  private static final String INSTALLED = "installed.txt";
  private static final Duration TO_END = Duration.ofMinutes(1);

  /// Installs it if needed. Empty if that is not possible; pip has said why.
  static Optional<Schemathesis> in(Home home) throws IOException, InterruptedException {
    var configuration = home.directory().resolve("e2e/contract");
    var environment = home.directory().resolve("target/schemathesis");
    var wanted = configuration.resolve("requirements.txt");
    var installed = environment.resolve(INSTALLED);
    boolean isThere = Files.exists(installed) && Files.mismatch(wanted, installed) < 0;
    if (!isThere && !install(environment, wanted)) {
      return Optional.empty();
    }
    return Optional.of(new Schemathesis(environment, configuration));
  }

  private static boolean install(Path environment, Path wanted)
      throws IOException, InterruptedException {
    Files.createDirectories(environment.getParent());
    var python = environment.resolve("bin/python").toString();
    boolean isInstalled =
        succeeds("python3", "-m", "venv", "--clear", environment.toString())
            && succeeds(python, "-m", "pip", "install", "--quiet", "-r", wanted.toString());
    if (isInstalled) {
      Files.copy(wanted, environment.resolve(INSTALLED));
    }
    return isInstalled;
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException _) {
      return false; // There is no such program.
    }
  }

  /// A part of the run. Each has a time of its own, since one would otherwise leave the other none.
  enum Part {
    SINGLE("requests by themselves", "examples,coverage,fuzzing"),
    LINKED("requests along links", "stateful");

    private final String words;
    private final String phases;

    Part(String words, String phases) {
      this.words = words;
      this.phases = phases;
    }

    String inWords() {
      return words;
    }
  }

  /// Which requests are made up.
  ///
  /// @param examples how many for each operation at most
  /// @param seed decides them
  record Requests(int examples, long seed) {}

  /// What comes out of a part.
  enum Verdict {
    AGREES,
    DISAGREES,
    /// The time was up before the part was done.
    CUT
  }

  /// Runs a part against `api` and prints what it finds.
  Verdict run(Part part, URI api, String key, Requests requests, Duration time)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                environment.resolve("bin/schemathesis").toString(),
                "--config-file",
                "schemathesis.toml",
                "run",
                api.resolve("/openapi").toString()));
    command.addAll(List.of("--phases", part.phases));
    command.addAll(List.of("--header", "Authorization: Bearer " + key));
    command.addAll(List.of("--max-examples", String.valueOf(requests.examples())));
    command.addAll(List.of("--seed", String.valueOf(requests.seed())));
    command.add("--continue-on-failure");
    var run = new ProcessBuilder(command).inheritIO().directory(configuration.toFile());
    run.environment().put("OFFLOAD_CONTRACT_KEY", key);
    run.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    var process = run.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    // Not by --max-time: with it, Schemathesis repeats itself until the time is up.
    if (!process.waitFor(time)) {
      end(process);
      return Verdict.CUT;
    }
    return process.exitValue() == 0 ? Verdict.AGREES : Verdict.DISAGREES;
  }

  /// Lets it print what it has found so far.
  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TO_END)) {
      process.destroyForcibly().waitFor();
    }
  }
}
