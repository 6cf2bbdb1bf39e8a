package dev.offload.ingest.view;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;

/// What reading from the view of a test may cost.
final class Limits {
  static final ReadingLimits ORDINARY =
      new ReadingLimits(2, 2, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, 2_000);

  /// Under which pages end as early as they may.
  static final ReadingLimits TIGHT =
      new ReadingLimits(1, 1, Duration.ofSeconds(30), Duration.ZERO, 1, 7);

  private Limits() {}

  static ViewConfig in(Path directory) {
    return new ViewConfig() {
      @Override
      public Path directory() {
        return directory;
      }

      @Override
      public int readers() {
        return ORDINARY.readers();
      }

      @Override
      public int listReaders() {
        return ORDINARY.listReaders();
      }

      @Override
      public Duration answerLimit() {
        return ORDINARY.answer();
      }

      @Override
      public Duration scanLimit() {
        return ORDINARY.scan();
      }

      @Override
      public MemorySize pageBytes() {
        return new MemorySize(BigInteger.valueOf(ORDINARY.pageBytes()));
      }
    };
  }
}
