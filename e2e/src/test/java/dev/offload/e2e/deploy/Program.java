package dev.offload.e2e.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A program of this machine that puts manifests together.
enum Program {
  HELM("helm"),
  KUBECTL("kubectl");

  private final String name;

  Program(String name) {
    this.name = name;
  }

  /// What it has printed, and how it has ended.
  record Run(int status, String output, String complaints) {}

  /// Skips the test, and says so, where the program is not installed. `.ci/run` installs it.
  void needed() {
    boolean isThere =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(one -> Files.isExecutable(Path.of(one).resolve(name)));
    String message =
        name + " is not installed: manifests were not tried (.ci/kubernetes-tools gets it)";
    if (!isThere) {
      System.err.println(message);
    }
    assumeTrue(isThere, message);
  }

  Run run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    try {
      Path complaints = Files.createTempFile("offload-" + name, ".log");
      try {
        Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output, Files.readString(complaints));
      } finally {
        Files.delete(complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What it prints if all is well.
  String outputOf(List<String> arguments) {
    Run run = run(arguments);
    if (run.status() != 0) {
      throw new AssertionError(name + " " + arguments + ": " + run.complaints());
    }
    return run.output();
  }
}
