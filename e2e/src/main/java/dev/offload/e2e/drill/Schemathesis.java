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

  /// Runs all phases against `api` and prints what comes out.
  ///
  /// @return its exit code: 0 if nothing was found
  int run(URI api, String key, int examples, Duration time, long seed)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                environment.resolve("bin/schemathesis").toString(),
                "--config-file",
                "schemathesis.toml",
                "run",
                api.resolve("/openapi").toString()));
    command.addAll(List.of("--header", "Authorization: Bearer " + key));
    command.addAll(List.of("--max-examples", String.valueOf(examples)));
    command.addAll(List.of("--max-time", String.valueOf(time.toSeconds())));
    command.addAll(List.of("--seed", String.valueOf(seed)));
    command.add("--continue-on-failure");
    var run = new ProcessBuilder(command).inheritIO().directory(configuration.toFile());
    run.environment().put("OFFLOAD_CONTRACT_KEY", key);
    run.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    var process = run.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }
}
