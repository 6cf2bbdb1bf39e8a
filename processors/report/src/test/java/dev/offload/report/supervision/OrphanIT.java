package dev.offload.report.supervision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.protocol.Wire;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanIT {
  private static final int ORPHANED = 4;
  private static final long HEAP = 64L << 20;

  @TempDir Path directory;

  @Test
  void childDiesInTheMiddleOfAQueryWhenItsInputEnds() throws Exception {
    // Given
    Files.writeString(directory.resolve("source-0"), "a\n1\n");
    Job job =
        new Job(
            List.of(
                new Job.Source("t", "source-0", "text/csv", "t.csv", ReadingOptions.UNSPECIFIED)),
            new Job.Query(
                "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE hash(a.range +"
                    + " b.range) = 3",
                Map.of()),
            List.of(Format.CSV),
            new Job.Paper("T", null, "now", 7, List.of()),
            new Job.Engine(1, 256L << 20, 256L << 20),
            new Job.Limits(10, 10, 1 << 20, 10, true));
    Process child = new ChildCommand(ChildClassPath.find(), HEAP).start(directory);
    child.getOutputStream().write((Wire.line(job) + "\n").getBytes(UTF_8));
    child.getOutputStream().flush();
    try (BufferedReader says = child.inputReader(UTF_8)) {
      assertThat(Wire.message(says.readLine())).isEqualTo(new Message.StepDone("t read"));

      // When
      child.getOutputStream().close(); // as the death of its parent does

      // Then
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(ORPHANED);
    } finally {
      child.destroyForcibly();
    }
  }
}
