package dev.offload.bench.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir Path directory;

  @Test
  void lineIsReturnedOnceItIsPrinted() throws Exception {
    try (Child child = start("echo starting; echo ready at 7; exec sleep 60")) {
      assertThat(child.awaitLine("ready")).isEqualTo("ready at 7");
    }
  }

  @Test
  void childThatEndsBeforeItIsReadyIsReportedWithItsOutput() throws Exception {
    try (Child child = start("echo no memory >&2; exit 1")) {
      assertThatIOException()
          .isThrownBy(() -> child.awaitLine("ready"))
          .withMessageContainingAll("child has ended", "no memory");
    }
  }

  @Test
  void failureIsReportedWithItsOutput() throws Exception {
    try (Child child = start("echo no network >&2; exit 1")) {
      assertThatIOException()
          .isThrownBy(child::awaitEnd)
          .withMessageContainingAll("child has failed", "no network");
    }
  }

  @Test
  void allAreEndedTogetherAndLeaveNothingBehind() throws Exception {
    // Given
    Processes processes = Processes.none();
    Path scratch = processes.scratch();
    List<ProcessHandle> handles = List.of(sleeping(processes, "one"), sleeping(processes, "two"));

    // When
    processes.close();

    // Then
    assertThat(handles).noneMatch(ProcessHandle::isAlive);
    assertThat(scratch).doesNotExist();
  }

  private ProcessHandle sleeping(Processes processes, String name)
      throws IOException, InterruptedException {
    Child child =
        processes.start(name, directory, List.of("sh", "-c", "echo pid $$; exec sleep 60"));
    long pid = Long.parseLong(child.awaitLine("pid").substring("pid ".length()));
    return ProcessHandle.of(pid).orElseThrow();
  }

  private Child start(String script) throws IOException {
    Path output = Files.createTempFile(directory, "child", ".log");
    return Child.start("child", directory, output, List.of("sh", "-c", script));
  }
}
