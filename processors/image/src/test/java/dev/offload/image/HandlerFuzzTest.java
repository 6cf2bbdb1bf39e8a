package dev.offload.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The handler survives damaged pictures, in a process of its own with little memory. To run
/// it for longer: `-Doffload.image.fuzz=PT10M`. To repeat a case:
/// `-Doffload.image.fuzz.seed=n`.
class HandlerFuzzTest {
  private static final Duration TIME =
      Duration.parse(System.getProperty("offload.image.fuzz", "PT5S"));
  private static final String SEED = System.getProperty("offload.image.fuzz.seed", "1");
  private static final Duration TO_START_AND_END = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void damagedPicturesEndWithAResultOrAFinalErrorAndHarmNobody(TestReporter reporter)
      throws Exception {
    Path tried = directory.resolve("seed");
    Path output = directory.resolve("output");
    Path complaints = directory.resolve("complaints");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms128m",
                    "-Xmx128m",
                    "-XX:+AlwaysPreTouch",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ErrorFile=" + directory.resolve("crash"),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    HandlerFuzz.class.getName(),
                    TIME.toString(),
                    SEED,
                    directory.resolve("work").toString(),
                    tried.toString()))
            .redirectError(complaints.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(TIME.plus(TO_START_AND_END).toSeconds(), TimeUnit.SECONDS);

      String said = Files.readString(output, UTF_8);
      reporter.publishEntry("pictures", said);
      assertThat(ended).as("ends in time, at seed %s: %s", seed(tried), said).isTrue();
      assertThat(process.exitValue()).as("exit at seed %s: %s", seed(tried), said).isZero();
      assertThat(said).contains("succeeded=", "image-corrupt=");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String seed(Path tried) throws Exception {
    return Files.exists(tried) ? Files.readString(tried).strip() : "none";
  }
}
