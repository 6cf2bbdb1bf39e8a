package dev.offload.e2e.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A worker process that is started again each time it dies, as an orchestrator would do.
public final class WorkerProcess implements AutoCloseable {
  private final Home home;
  private final List<String> systemProperties;
  private final Path output;
  private final AtomicInteger deaths = new AtomicInteger();
  private final Thread supervisor = Thread.ofPlatform().name("supervisor").unstarted(this::run);
  private volatile boolean closed;
  private volatile Process process;

  private WorkerProcess(Home home, List<String> systemProperties, Path output) {
    this.home = home;
    this.systemProperties = systemProperties;
    this.output = output;
  }

  /// Starts a worker that serves `queue` and lets probes kill it.
  public static WorkerProcess serving(Home home, String queue, ReadyLine offload)
      throws IOException, InterruptedException {
    var worker =
        new WorkerProcess(
            home,
            List.of(
                "-Dkafka.bootstrap.servers=" + offload.bootstrapServers(),
                "-Dquarkus.management.port=0",
                "-Dquarkus.management.host=127.0.0.1",
                "-Doffload.topics.partitions=" + offload.partitions(),
                "-Doffload.topics.replication-factor=1",
                "-Doffload.topics.min-in-sync-replicas=1",
                "-Doffload.probe.allow-kill=true",
                "-Doffload.files.directory=" + Path.of(offload.dataDir(), "files"),
                "-Doffload.worker.queues." + queue + ".types=" + queue),
            Files.createTempFile("offload-worker-", ".log"));
    worker.process = worker.start();
    worker.supervisor.start();
    return worker;
  }

  /// How often it has died by itself.
  public int deaths() {
    return deaths.get();
  }

  /// The output of its processes, one after the other.
  public String output() throws IOException {
    return Files.readString(output);
  }

  private void run() {
    try {
      while (true) {
        process.waitFor();
        if (closed) {
          return;
        }
        deaths.incrementAndGet();
        process = start();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("The worker host could not be started again", e);
    }
  }

  private Process start() throws IOException {
    var started =
        new ProcessBuilder(home.service("processors/host", systemProperties))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    Orphans.prevent(started);
    return started;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    process.destroy();
    try {
      supervisor.join();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
