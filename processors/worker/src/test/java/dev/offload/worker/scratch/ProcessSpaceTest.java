package dev.offload.worker.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSpaceTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @TempDir Path root;

  @Test
  void onlyDirectoriesOfDeadProcessesAreDeleted() throws Exception {
    Path dead = Files.createDirectories(root.resolve("worker-1/run-1/parts"));
    Files.writeString(dead.resolve("part"), "left behind");
    Files.createFile(root.resolve("worker-1/lock"));
    try (Neighbour neighbour = Neighbour.start(root);
        ProcessSpace own = ProcessSpace.open(root)) {
      Path run = own.directory("run-");

      ProcessSpace.deleteLeftBehind(root, NOW);

      assertThat(root.resolve("worker-1")).doesNotExist();
      assertThat(neighbour.run()).isNotEmptyDirectory();
      assertThat(run).isDirectory();
    }
  }

  @Test
  void nextProcessDeletesTheDirectoryOfAKilledOne() throws Exception {
    Path left;
    try (Neighbour neighbour = Neighbour.start(root)) {
      left = neighbour.run();
    }

    ProcessSpace.deleteLeftBehind(root, NOW);

    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void directoryWithoutAnOwnerIsDeletedOnceItIsOld() throws IOException {
    Path old = directory("run-1", Duration.ofHours(25));
    Path hidden = directory(".worker-2", Duration.ofHours(25));
    Path young = directory("run-3", Duration.ofHours(23));
    Path beingMade = directory(".worker-4", Duration.ZERO);
    Path ofOthers = directory("reports", Duration.ofDays(9));

    ProcessSpace.deleteLeftBehind(root, NOW);

    assertThat(old).doesNotExist();
    assertThat(hidden).doesNotExist();
    assertThat(young).isDirectory();
    assertThat(beingMade).isDirectory();
    assertThat(ofOthers).isDirectory();
  }

  @Test
  void linkIsDeletedAndNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path precious = Files.writeString(elsewhere.resolve("precious"), "text");
    Files.createDirectories(root.resolve("worker-1/run-1"));
    Files.createSymbolicLink(root.resolve("worker-1/run-1/link"), elsewhere);

    ProcessSpace.deleteLeftBehind(root, NOW);

    assertThat(root.resolve("worker-1")).doesNotExist();
    assertThat(precious).exists();
  }

  @Test
  void closedSpaceLeavesNothing() throws IOException {
    try (LazyProcessSpace space = new LazyProcessSpace(root)) {
      assertThat(root).isEmptyDirectory();
      Files.createFile(space.directory("run-").resolve("file"));
    }

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void missingRootHasNothingToDelete() {
    assertThatCode(() -> ProcessSpace.deleteLeftBehind(root.resolve("none"), NOW))
        .doesNotThrowAnyException();
  }

  private Path directory(String name, Duration age) throws IOException {
    Path directory = Files.createDirectory(root.resolve(name));
    return Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(age)));
  }

  /// Another process that holds a directory until it is killed.
  private record Neighbour(Process process, Path run) implements AutoCloseable {
    static Neighbour start(Path root) throws IOException {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  root.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String run = process.inputReader().readLine();
      return new Neighbour(process, Path.of(run));
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /// Holds a directory with a run in it until its process is killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Path run = ProcessSpace.open(Path.of(arguments[0])).directory("run-");
      Files.createFile(run.resolve("part"));
      System.out.println(run);
      Thread.sleep(Duration.ofMinutes(10));
    }
  }
}
