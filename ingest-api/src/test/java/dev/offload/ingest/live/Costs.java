package dev.offload.ingest.live;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/// What live streams cost in a test.
record Costs(int streamsPerTenant, int streams, int keptEvents, long budget, Duration stall)
    implements LiveConfig {
  private static final long MEBIBYTES = 1 << 20;

  static Costs ofEvents(int keptEvents) {
    return new Costs(100, 1000, keptEvents, 32 * MEBIBYTES, Duration.ofMinutes(1));
  }

  @Override
  public int streamsPerToken() {
    return streamsPerTenant;
  }

  @Override
  public Duration commentEvery() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration stallLimit() {
    return stall;
  }

  @Override
  public MemorySize keptBytes() {
    return size(16 * MEBIBYTES);
  }

  @Override
  public MemorySize writtenBytes() {
    return size(budget);
  }

  private static MemorySize size(long bytes) {
    return new MemorySize(BigInteger.valueOf(bytes));
  }
}
