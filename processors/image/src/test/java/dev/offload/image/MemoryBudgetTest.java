package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.header.UnfitPicture.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long MB = 1L << 20;

  private final MemoryBudget budget = new MemoryBudget(100 * MB);

  @Test
  void pictureThatNeedsMoreThanTheWholeBudgetIsRefused() {
    assertThatExceptionOfType(UnfitPicture.class)
        .isThrownBy(() -> budget.take(100 * MB + 1, "the picture"))
        .withMessageContaining("the picture needs 101 MB")
        .withMessageContaining("has 100 MB")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void pictureThatDoesNotFitYetWaitsForItsTurn() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Share first = budget.take(60 * MB, "the first");
      CompletableFuture<Share> second =
          CompletableFuture.supplyAsync(() -> taken(60 * MB), threads);
      assertThat(second).isNotDone();

      first.close();

      second.join().close();
      budget.take(100 * MB, "all of it").close();
    }
  }

  private Share taken(long bytes) {
    try {
      return budget.take(bytes, "the second");
    } catch (UnfitPicture | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
