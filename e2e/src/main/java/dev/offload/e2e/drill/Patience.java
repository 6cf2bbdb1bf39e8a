package dev.offload.e2e.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for something in another process, for a limited time.
final class Patience {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private Patience() {}

  /// A call of another process.
  interface Call<T> {
    T make() throws IOException, InterruptedException;
  }

  /// The result of `call`, or `otherwise` if the other process does not answer.
  static <T> T orElse(T otherwise, Call<T> call) {
    try {
      return call.make();
    } catch (IOException _) {
      return otherwise;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }

  /// Returns whether `condition` came true within `limit`.
  static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
    return until(condition, LOOK_AGAIN, limit);
  }

  /// The same for a condition that is expensive to check.
  static boolean until(BooleanSupplier condition, Duration every, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(every);
    }
    return true;
  }
}
