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
  void fileHasOneHolderByWhateverName() throws IOException {
    Path file = Files.createFile(directory.resolve("lock"));
    Path link = Files.createLink(directory.resolve("link"), file);

    try (ProcessLock _ = ProcessLock.take(file)) {
      assertThat(ProcessLock.takeIfFree(link)).isEmpty();
    }
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
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> takesInTheEnd(file));

    lock.close();

    assertThat(waiting.join()).isTrue();
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
