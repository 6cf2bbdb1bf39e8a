package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemathesisTest {

  @TempDir Path directory;

  @Test
  void partThatIsCutByTimeHasNotPassed() throws Exception {
    assertThat(verdict("exec sleep 600", Duration.ZERO)).isEqualTo(Schemathesis.Verdict.CUT);
  }

  @Test
  void partThatEndsHasPassedIfNothingWasFound() throws Exception {
    Duration ample = Duration.ofMinutes(5);

    assertThat(verdict("exit 0", ample)).isEqualTo(Schemathesis.Verdict.AGREES);
    assertThat(verdict("exit 1", ample)).isEqualTo(Schemathesis.Verdict.DISAGREES);
  }

  @Test
  void eachPartRunsItsOwnPhases() throws Exception {
    Path told = directory.resolve("told");
    for (Schemathesis.Part part : Schemathesis.Part.values()) {
      verdict(part, "echo \"$*\" >> " + told, Duration.ofMinutes(5));
    }

    assertThat(Files.readAllLines(told))
        .satisfiesExactly(
            single -> assertThat(single).contains("--phases examples,coverage,fuzzing"),
            linked -> assertThat(linked).contains("--phases stateful"));
  }

  private Schemathesis.Verdict verdict(String script, Duration time)
      throws IOException, InterruptedException {
    return verdict(Schemathesis.Part.LINKED, script, time);
  }

  private Schemathesis.Verdict verdict(Schemathesis.Part part, String script, Duration time)
      throws IOException, InterruptedException {
    Path program = directory.resolve("bin/schemathesis");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Schemathesis(directory, directory)
        .run(
            part,
            URI.create("http://127.0.0.1:9"),
            "off_key_secret",
            new Schemathesis.Requests(1, 1),
            time);
  }
}
