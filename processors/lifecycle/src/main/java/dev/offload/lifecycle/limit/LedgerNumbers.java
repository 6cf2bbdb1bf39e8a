package dev.offload.lifecycle.limit;

import java.time.Instant;

/// Numbers for the ledgers of a partition: each is higher than those before, also after a
/// restart. They are microseconds of the partition's clock, so a thousand ledgers can be opened
/// in each of its milliseconds.
public final class LedgerNumbers {
  private static final long MICROS_PER_MILLI = 1_000;

  private long last;

  public long next(Instant now) {
    last = Math.max(last + 1, now.toEpochMilli() * MICROS_PER_MILLI);
    return last;
  }
}
