package dev.offload.report.supervision;

import dev.offload.report.query.ReportMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts a child: with the same JDK, a small heap, its own directory, and an environment that
/// has only a locale and a time zone.
final class ChildCommand {
  static final String WORDS = "stderr.log";

  /// The exit status of a JVM whose heap is full.
  static final int HEAP_FULL = 3;

  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");

  private final String classPath;
  private final long heap;

  ChildCommand(String classPath, long heap) {
    this.classPath = classPath;
    this.heap = heap;
  }

  Process start(Path directory) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words()).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.redirectError(directory.resolve(WORDS).toFile());
    return builder.start();
  }

  private List<String> words() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:+DisableAttachMechanism",
        "-XX:-UsePerfData",
        "-XX:ErrorFile=crash.log",
        "-Djava.io.tmpdir=.",
        "-Djava.awt.headless=true",
        "-Duser.home=.",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath,
        ReportMain.class.getName());
  }
}
