package dev.offload.e2e.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the Linux kernel says a process has in memory.
final class ResidentMemory {
  private ResidentMemory() {}

  /// In bytes.
  static long of(long process) throws IOException {
    var status = Path.of("/proc", String.valueOf(process), "status");
    if (!Files.exists(status)) {
      throw new IOException(
          "this system does not say what process %d has in memory".formatted(process));
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("process %d has ended".formatted(process)));
  }
}
