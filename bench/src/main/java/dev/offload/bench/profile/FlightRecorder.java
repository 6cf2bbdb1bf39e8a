package dev.offload.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The JDK's flight recorder in another process, controlled with `jcmd`.
public final class FlightRecorder {
  private static final long PATIENCE_SECONDS = 60;

  private final long pid;
  private final Path directory;

  /// Recordings go to `directory`, one file per name.
  public FlightRecorder(long pid, Path directory) throws IOException {
    this.pid = pid;
    this.directory = Files.createDirectories(directory.toAbsolutePath());
  }

  public void begin(String name) throws IOException, InterruptedException {
    jcmd("JFR.start", "name=" + name, "settings=profile");
  }

  /// Returns the file once it is written.
  public Path end(String name) throws IOException, InterruptedException {
    Path file = directory.resolve(name + ".jfr");
    jcmd("JFR.stop", "name=" + name, "filename=" + file);
    return file;
  }

  private void jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("jcmd could not do " + String.join(" ", arguments));
    }
  }
}
