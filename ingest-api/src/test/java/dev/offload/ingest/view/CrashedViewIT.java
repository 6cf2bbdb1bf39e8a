package dev.offload.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed at a random moment while it brings a log into a view.
class CrashedViewIT {
  private static final int KILLS = 3;

  @TempDir private Path directory;

  @RepeatedTest(3)
  void killedViewHoldsExactlyWhatItsPositionsSay() throws Exception {
    Random random = new Random();
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(20 + random.nextInt(30));
      long read = readBack();
      assertThat(read).isGreaterThan(before);
      before = read;
    }
  }

  /// Returns how many records the view has read, having compared it with what they amount to.
  private long readBack() {
    try (ViewStore store = CountingTasks.open(directory)) {
      return CountingTasks.check(store);
    }
  }

  private void runAndKill(int batches) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                // It lives for seconds, in which the second compiler would only cost time.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessReader.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int batch = 0; batch < batches; batch++) {
        assertThat(lines.readLine()).isEqualTo("batch");
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /// Goes on where the view's positions say, until it is killed.
  static final class EndlessReader {
    public static void main(String[] args) {
      Random random = new Random();
      try (ViewStore store = CountingTasks.open(Path.of(args[0]))) {
        long from = CountingTasks.recordsRead(store.positions("offload.tasks"));
        while (true) {
          long to = from + 1 + random.nextInt(2 * CountingTasks.TASKS);
          store.apply(CountingTasks.batch(from, to));
          System.out.println("batch");
          from = to;
        }
      }
    }
  }
}
