package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromisesTest {
  @TempDir Path root;

  private final AtomicLong nanoTime = new AtomicLong();
  private Reserve tenBytes;
  private Promises promises;

  @BeforeEach
  void begin() {
    tenBytes = new Reserve(List.of(root), 0, _ -> 10);
    promises =
        new Promises(
            new DirectoryCensus(root.resolve("tenants"), root.resolve("partial")),
            InstantSource.system(),
            nanoTime::get);
  }

  @Test
  void uploadsThatBeginTogetherAreNotPromisedTheSameSpace() throws IOException {
    try (Promises.Promise _ = promised(6)) {
      assertThat(promises.make(5, tenBytes)).isEmpty();
      assertThat(promises.make(4, tenBytes)).isPresent();
    }
  }

  @Test
  void uploadThatHasNotBegunGivesItsRoomBack() throws IOException {
    promised(6).close();

    assertThat(promises.make(10, tenBytes)).isPresent();
  }

  @Test
  void uploadThatHasBegunKeepsItsRoom() throws IOException {
    try (Promises.Promise promise = promised(6)) {
      promise.keep();
    }

    assertThat(promises.make(5, tenBytes)).isEmpty();
  }

  /// It is not on the disk yet, so the count does not see it.
  @Test
  void uploadThatIsAboutToBeginKeepsItsRoomOverACount() throws IOException {
    try (Promises.Promise _ = promised(6)) {
      nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));

      assertThat(promises.make(5, tenBytes)).isEmpty();
    }
  }

  private Promises.Promise promised(long bytes) throws IOException {
    Optional<Promises.Promise> promise = promises.make(bytes, tenBytes);
    return promise.orElseThrow();
  }
}
