package dev.offload.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.bench.measure.Measure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runs 0 | --runs must be 1 or more",
        "--only flood,never | --only knows accept",
        "--beside celery | --beside must be bullmq",
        "--beside bullmq --only drain | --beside can't be combined with --only or --profile",
        "--beside bullmq --profile x | --beside can't be combined with --only or --profile",
        "--beside bullmq --warm-up -1 | --warm-up must be 0 or more",
      })
  void wrongOptionIsRefusedBeforeAnythingStarts(String options, String message) {
    // Given
    StringWriter said = new StringWriter();
    CommandLine bench = new CommandLine(new Main()).setErr(new PrintWriter(said));

    // When
    int code = bench.execute(options.split(" "));

    // Then
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains(message);
  }

  @Test
  void floodAndLimitsAreMeasuredOnlyByName() {
    assertThat(chosen()).contains("accept", "raw").doesNotContain("flood", "limits");
    assertThat(chosen("--only", "limits")).containsExactly("limits");
    assertThat(chosen("--only", "flood")).containsExactly("flood");
  }

  private static List<String> chosen(String... options) {
    Main main = new Main();
    new CommandLine(main).parseArgs(options);
    return main.chosen().stream().map(Measure::name).toList();
  }
}
