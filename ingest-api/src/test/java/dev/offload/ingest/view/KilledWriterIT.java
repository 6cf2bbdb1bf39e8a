package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two processes that bring the same log into one database, of which the one that writes is killed,
/// again and again.
class KilledWriterIT {
  private static final int KILLS = 4;

  private final PostgresServer server = PostgresForTests.shared().view();
  private final Random random = new Random();

  /// A process that says when it has stored a batch.
  private record Replica(Process process, BufferedReader lines) implements AutoCloseable {
    private void awaitBatch() {
      try {
        assertThat(lines.readLine()).isEqualTo("batch");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void otherReplicaGoesOnWhereTheKilledOneStopped() throws Exception {
    List<Replica> replicas = new ArrayList<>();
    try {
      replicas.add(start());
      replicas.getFirst().awaitBatch();
      replicas.add(start());
      for (int kill = 0; kill < KILLS; kill++) {
        Replica writer = replicas.removeFirst();
        for (int batch = random.nextInt(30); batch > 0; batch--) {
          writer.awaitBatch();
        }
        writer.close();
        long killed = System.nanoTime();
        replicas.getFirst().awaitBatch();
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(60));
        replicas.add(start());
      }
      replicas.forEach(Replica::close);
      try (ViewStore store =
          new PostgresStores(server, Limits.ORDINARY).open(CountingTasks.source(), NOON)) {
        assertThat(CountingTasks.check(store)).isPositive();
      }
    } finally {
      replicas.forEach(Replica::close);
    }
  }

  private Replica start() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                // It lives for seconds, in which the second compiler would only cost time.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessReplica.class.getName(),
                server.url(),
                server.schema())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Replica(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  /// Brings the log into the database whenever it is its turn, until it is killed.
  static final class EndlessReplica {
    public static void main(String[] args) {
      Random random = new Random();
      PostgresServer server =
          new PostgresServer(args[0], Optional.of("postgres"), Optional.empty(), args[1]);
      try (ViewStore store =
          new PostgresStores(server, Limits.ORDINARY).open(CountingTasks.source(), NOON)) {
        while (true) {
          Map<Integer, Long> stored =
              store.turn(Topics.TASKS.name(), Map.of(), Map.of(0, Long.MAX_VALUE));
          long from = CountingTasks.recordsRead(stored);
          long to = from + 1 + random.nextInt(2 * CountingTasks.TASKS);
          try {
            store.apply(CountingTasks.batch(from, to));
            System.out.println("batch");
          } catch (TurnLost _) {
            // The other one was faster.
          }
        }
      }
    }
  }
}
