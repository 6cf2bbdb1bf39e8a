package dev.offload.bench.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir Path first;
  @TempDir Path second;

  @Test
  void programInAnyDirectoryIsThere() throws IOException {
    install(first, "node");
    install(second, "npm");

    assertThat(programs().missing(List.of("node", "npm"))).isEmpty();
  }

  @Test
  void programThatIsNowhereIsMissing() throws IOException {
    install(first, "node");

    assertThat(programs().missing(BullMq.PROGRAMS)).containsExactly("redis-server", "npm");
  }

  @Test
  void fileThatCannotBeRunIsMissing() throws IOException {
    Files.createFile(first.resolve("node"));

    assertThat(programs().missing(List.of("node"))).containsExactly("node");
  }

  private Programs programs() {
    return new Programs(List.of(first, second));
  }

  private static void install(Path directory, String program) throws IOException {
    Path file = Files.createFile(directory.resolve(program));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
