package dev.offload.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory that this process has held since a moment, as the Linux kernel counts it.
/// Other systems don't count.
public record PeakMemory(long before) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR_PEAK = Path.of("/proc/self/clear_refs");

  /// Whether this system counts.
  public static boolean isCounted() {
    return Files.exists(CLEAR_PEAK);
  }

  public static PeakMemory count() throws IOException {
    if (!isCounted()) {
      return new PeakMemory(0);
    }
    Files.writeString(CLEAR_PEAK, "5");
    return new PeakMemory(status("VmRSS:"));
  }

  public long sinceThen() throws IOException {
    return isCounted() ? status("VmHWM:") - before : 0;
  }

  /// What it holds now.
  public static long now() throws IOException {
    return isCounted() ? status("VmRSS:") : 0;
  }

  /// The most that it has held since its start, or since the last [#count()].
  public static long highest() throws IOException {
    return isCounted() ? status("VmHWM:") : 0;
  }

  private static long status(String name) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
