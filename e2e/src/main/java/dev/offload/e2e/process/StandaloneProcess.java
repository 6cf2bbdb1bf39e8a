package dev.offload.e2e.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running `./offload up --json` as a child process. Its standard error goes to a file.
public final class StandaloneProcess implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final ReadyLine ready;
  private final Path complaints;

  private StandaloneProcess(Process process, ReadyLine ready, Path complaints) {
    this.process = process;
    this.ready = ready;
    this.complaints = complaints;
  }

  /// Starts on free ports, keeps nothing, and returns when it is ready.
  public static StandaloneProcess ephemeral(Home home) throws IOException {
    return ephemeral(home, List.of());
  }

  /// The same with options for the JVM.
  public static StandaloneProcess ephemeral(Home home, List<String> javaOptions)
      throws IOException {
    return start(home, javaOptions, List.of("--port", "0", "--smtp-port", "0", "--ephemeral"));
  }

  /// Starts on free ports with its data in `directory`, and returns when it is ready.
  public static StandaloneProcess on(Home home, Path directory, List<String> moreOptions)
      throws IOException {
    return on(home, directory, List.of(), moreOptions);
  }

  /// The same with options for the JVM.
  public static StandaloneProcess on(
      Home home, Path directory, List<String> javaOptions, List<String> moreOptions)
      throws IOException {
    var options =
        new ArrayList<>(List.of("--port", "0", "--smtp-port", "0", "--data", directory.toString()));
    options.addAll(moreOptions);
    return start(home, javaOptions, options);
  }

  private static StandaloneProcess start(Home home, List<String> javaOptions, List<String> options)
      throws IOException {
    var complaints = Files.createTempFile("offload-", ".log");
    var command = new ArrayList<>(home.standalone(javaOptions, options));
    command.add("--json");
    var process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
    Orphans.prevent(process);
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var line = output.readLine();
    if (line == null) {
      throw new IOException("Offload did not start:\n" + Files.readString(complaints));
    }
    return new StandaloneProcess(process, JSON.readValue(line, ReadyLine.class), complaints);
  }

  public ReadyLine ready() {
    return ready;
  }

  /// Everything it wrote to standard error so far.
  public String complaints() throws IOException {
    return Files.readString(complaints);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it as `kill -9` does.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Ends it as Ctrl-C does.
  ///
  /// @return its exit code
  /// @throws IllegalStateException if it does not end in time; then it is killed
  public int stop() throws InterruptedException {
    return stop(STOP_PATIENCE);
  }

  /// The same with as much time as `patience`.
  public int stop(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("Offload did not stop within " + patience);
    }
    return process.exitValue();
  }

  /// Stops it if it still runs.
  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(complaints);
  }
}
