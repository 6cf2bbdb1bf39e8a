package dev.offload.bench.beside;

import dev.offload.e2e.process.Orphans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child process. All that it prints goes to a file.
final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final String name;
  private final Process process;
  private final Path output;

  private Child(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /// Starts `command` in `directory`. Its output goes to `output`.
  static Child start(String name, Path directory, Path output, List<String> command)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Orphans.prevent(process);
    return new Child(name, process, output);
  }

  /// The first line with `part` that it prints, once it is there. Throws if it ends before.
  String awaitLine(String part) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean wasAlive = process.isAlive();
      for (String line : Files.readString(output).lines().toList()) {
        if (line.contains(part)) {
          return line;
        }
      }
      if (!wasAlive) {
        throw new IOException(name + " has ended:\n" + Files.readString(output));
      }
      Thread.sleep(LOOK_EVERY);
    }
    throw new IOException(name + " is not ready:\n" + Files.readString(output));
  }

  /// Waits until it has ended by itself, and throws if it did not succeed.
  void awaitEnd() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException(name + " has failed:\n" + Files.readString(output));
    }
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Ends it as Ctrl-C does, or kills it if that takes too long.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
