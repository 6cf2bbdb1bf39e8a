package dev.offload.image;

import dev.offload.image.header.UnfitPicture;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Memory that all pictures of this process share. A share is taken before anything of its size is
/// allocated, and waits, in turn, until those before it have given theirs back.
final class MemoryBudget {
  private static final int UNIT = 1024;

  private final long bytes;
  private final Semaphore units;

  MemoryBudget(long bytes) {
    this.bytes = bytes;
    this.units = new Semaphore(units(bytes), true);
  }

  long bytes() {
    return bytes;
  }

  /// @param what needs the memory, in words for the sender of a picture that is too large
  Share take(long needed, String what) throws UnfitPicture, InterruptedException {
    if (needed > bytes) {
      throw UnfitPicture.tooLarge(
          "%s needs %,d MB of memory while it is worked on; this worker has %,d MB for all pictures"
              .formatted(what, megabytes(needed), megabytes(bytes)));
    }
    int share = units(needed);
    units.acquire(share);
    return () -> units.release(share);
  }

  /// What is free at once, without a turn; empty if there is too little. For one who has a share
  /// already, and must not wait for others that may wait for it.
  Optional<Share> takeNow(long needed) {
    if (needed > bytes) {
      return Optional.empty();
    }
    int share = units(needed);
    return units.tryAcquire(share) ? Optional.of(() -> units.release(share)) : Optional.empty();
  }

  /// What was taken; closing gives it back.
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  private static int units(long bytes) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.ceilDiv(bytes, UNIT)));
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1L << 20);
  }
}
