package dev.offload.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  @TempDir Path directory;

  @Test
  void lockHasOneHolderInAProcess() throws IOException {
    Path file = directory.resolve("lock");

    try (ProcessLock _ = ProcessLock.take(file)) {
      assertThat(ProcessLock.takeIfFree(file)).isEmpty();
    }

    assertThat(ProcessLock.takeIfFree(file)).isPresent();
  }

  @Test
  void fileHasOneHolderUnderAnyName() throws IOException {
    Path file = Files.createFile(directory.resolve("lock"));
    Path link = Files.createLink(directory.resolve("link"), file);

    try (ProcessLock _ = ProcessLock.take(file)) {
      assertThat(ProcessLock.takeIfFree(link)).isEmpty();
    }

    assertThat(ProcessLock.takeIfFree(link)).isPresent();
  }

  @Test
  void lockStaysHereHoweverOftenItIsAskedFor() throws Exception {
    Path file = directory.resolve("lock");

    try (ProcessLock _ = ProcessLock.take(file)) {
      Path moved = Files.move(file, directory.resolve("moved"));

      assertThat(ProcessLock.takeIfFree(moved)).isEmpty();
      assertThat(isFreeForAnotherProcess(moved)).isFalse();
    }

    assertThat(isFreeForAnotherProcess(directory.resolve("moved"))).isTrue();
  }

  @Test
  void unusedLockIsForgotten() throws IOException {
    Path file = directory.resolve("lock");

    try (ProcessLock _ = ProcessLock.take(file)) {
      assertThat(ProcessLock.takeIfFree(file)).isEmpty();
      assertThat(ProcessLock.isKnown(file)).isTrue();
    }

    assertThat(ProcessLock.isKnown(file)).isFalse();
  }

  @Test
  void anotherThreadMayCloseIt() throws IOException {
    Path file = directory.resolve("lock");
    ProcessLock lock = ProcessLock.take(file);

    CompletableFuture.runAsync(() -> close(lock)).join();

    assertThat(ProcessLock.takeIfFree(file)).isPresent();
  }

  @Test
  void lockThatIsClosedGoesToWhoWaits() throws IOException {
    Path file = directory.resolve("lock");
    ProcessLock lock = ProcessLock.take(file);
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread waiter = Thread.ofPlatform().start(() -> waiting.complete(takesInTheEnd(file)));
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    lock.close();

    assertThat(waiting.join()).isTrue();
  }

  private static boolean isFreeForAnotherProcess(Path file) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    int code = other.waitFor();
    assertThat(code).isIn(Other.FREE, Other.TAKEN);
    return code == Other.FREE;
  }

  /// Another process. It ends with what it saw.
  static final class Other {
    static final int FREE = 10;
    static final int TAKEN = 11;

    public static void main(String[] args) throws IOException {
      System.exit(ProcessLock.takeIfFree(Path.of(args[0])).isPresent() ? FREE : TAKEN);
    }
  }

  private static boolean takesInTheEnd(Path file) {
    try (ProcessLock lock = ProcessLock.take(file)) {
      return lock.channel().isOpen();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(ProcessLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
