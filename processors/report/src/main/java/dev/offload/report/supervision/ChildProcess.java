package dev.offload.report.supervision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.Wire;
import dev.offload.report.scratch.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A child process from its start to its death, which is certain when this is closed. Its
/// memory, time and disk are watched from outside, because DuckDB does not keep to its own
/// limits everywhere.
final class ChildProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final int LOOK_EVERY_MILLIS = 25;
  private static final int LOOKS_PER_DISK_USAGE = 20;
  private static final int MIB = 1 << 20;
  private static final int LONGEST_WORDS = 2_000;

  private final Process process;
  private final Scratch scratch;
  private final ChildLimits limits;
  private final Watcher watcher;
  private final MessageListener listener;

  private ChildProcess(Process process, Scratch scratch, ChildLimits limits, Watcher watcher) {
    this.process = process;
    this.scratch = scratch;
    this.limits = limits;
    this.watcher = watcher;
    this.listener = MessageListener.with(process, watcher);
  }

  static ChildProcess start(
      ChildCommand command, Job job, Scratch scratch, ChildLimits limits, Watcher watcher)
      throws IOException {
    Process process = command.start(scratch.directory());
    ChildProcess child = new ChildProcess(process, scratch, limits, watcher);
    child.preferAsVictim();
    child.tell(job);
    return child;
  }

  /// Waits for its end, or returns when it has to be killed.
  Ending watch() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int look = 0; !process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS); look++) {
      if (watcher.isCancelled()) {
        return new Ending.Cancelled();
      }
      Optional<Ending> excess = excess(System.nanoTime() - start, look % LOOKS_PER_DISK_USAGE == 0);
      if (excess.isPresent()) {
        return excess.get();
      }
    }
    Optional<Ending> said = listener.end();
    return said.isPresent() ? said.get() : crash();
  }

  private Optional<Ending> excess(long nanos, boolean disk) throws IOException {
    long memory = ResidentMemory.of(process.pid());
    if (memory > limits.memory()) {
      return Optional.of(
          new Ending.Refused(
              Reason.MEMORY,
              String.format(
                  Locale.ROOT,
                  "the query was stopped when it held %,d MiB of memory; it may have %,d",
                  memory / MIB,
                  limits.memory() / MIB)));
    }
    if (nanos > limits.time().toNanos()) {
      return Optional.of(
          new Ending.Refused(
              Reason.TIMEOUT,
              "the report was not done within %s and was stopped".formatted(limits.time())));
    }
    if (disk && scratch.size() > limits.scratch()) {
      return Optional.of(
          new Ending.Refused(
              Reason.SCRATCH,
              String.format(
                  Locale.ROOT,
                  "the query was stopped when it held more than %,d MiB of disk",
                  limits.scratch() / MIB)));
    }
    return Optional.empty();
  }

  private Ending crash() throws IOException {
    int status = process.exitValue();
    if (status == ChildCommand.HEAP_FULL) {
      return new Ending.Refused(
          Reason.MEMORY,
          String.format(
              Locale.ROOT,
              "the report's rows need more than the %,d MiB of memory that are available for writing them",
              limits.heap() / MIB));
    }
    log.warn("a report's process died status={} and said: {}", status, lastWords());
    return new Ending.Crashed(status);
  }

  private String lastWords() throws IOException {
    Path file = scratch.directory().resolve(ChildCommand.WORDS);
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_WORDS), UTF_8);
    }
  }

  private void tell(Job job) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((Wire.line(job) + "\n").getBytes(UTF_8));
      in.flush(); // it stays open: its end tells the child that this process is gone
    } catch (IOException e) {
      log.warn("a report's process could not be given its job: {}", e.getMessage());
    }
  }

  /// If the machine or its container runs out of memory, Linux shall kill this process and not
  /// the worker.
  private void preferAsVictim() {
    try {
      Files.writeString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"), "1000");
    } catch (IOException _) {
      // This system has no such file, or the process is already dead.
    }
  }

  /// Kills it if necessary, and waits until it is gone, because it may write until then.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(Duration.ofSeconds(30))) {
        log.warn("a report's process does not die pid={}", process.pid());
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    closeQuietly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // Nobody reads it any more.
    }
  }
}
