package dev.offload.report.supervision;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How much resident memory a process has, in bytes; 0 once it is gone. It comes from `/proc`
/// or, if there is none (macOS), from `ps`.
final class ResidentMemory {
  private static final Path PROC = Path.of("/proc");
  private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/status"));
  private static final int KIB = 1024;

  private ResidentMemory() {}

  static long of(long pid) throws IOException {
    return HAS_PROC ? fromProc(pid) : fromPs(pid);
  }

  static long fromProc(long pid) throws IOException {
    Path status = PROC.resolve(Long.toString(pid)).resolve("status");
    try (Stream<String> lines = Files.lines(status, US_ASCII)) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .mapToLong(Long::parseLong)
              .sum()
          * KIB;
    } catch (IOException | UncheckedIOException e) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return 0;
      }
      throw e;
    }
  }

  static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    try (var out = ps.inputReader(US_ASCII)) {
      String line = out.readLine();
      return line == null ? 0 : Long.parseLong(line.strip()) * KIB;
    }
  }
}
