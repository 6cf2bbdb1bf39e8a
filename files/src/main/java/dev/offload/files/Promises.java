package dev.offload.files;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How much room on the disk is promised to uploads in pieces: what is still to arrive of all of
/// them. It is counted now and then, and what this process has promised since is added.
final class Promises {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(10);

  private final DirectoryCensus census;
  private final LongSupplier nanoTime;

  /// What is still to arrive of the uploads that were there at the last count, or have begun since.
  private long begun;

  /// The same of those that are about to begin, which no count sees.
  private long beginning;

  private Optional<Long> countedAt = Optional.empty();

  Promises(DirectoryCensus census, LongSupplier nanoTime) {
    this.census = census;
    this.nanoTime = nanoTime;
  }

  /// Promises room for `bytes` if that leaves the reserve. Close the promise when the upload has
  /// begun, or has not.
  Optional<Promise> make(long bytes, Reserve reserve) throws IOException {
    synchronized (this) {
      count();
      if (reserve.shortageAfter(begun + beginning + bytes).isPresent()) {
        return Optional.empty();
      }
      beginning += bytes;
      return Optional.of(new Promise(bytes));
    }
  }

  /// Room that nobody else gets. It is given back unless the upload has begun.
  final class Promise implements AutoCloseable {
    private final long bytes;
    private boolean isKept;

    private Promise(long bytes) {
      this.bytes = bytes;
    }

    /// The upload has begun.
    void keep() {
      isKept = true;
    }

    @Override
    public void close() {
      synchronized (Promises.this) {
        beginning -= bytes;
        begun += isKept ? bytes : 0;
      }
    }
  }

  private void count() throws IOException {
    long now = nanoTime.getAsLong();
    if (countedAt.isPresent() && now - countedAt.get() < COUNT_EVERY.toNanos()) {
      return;
    }
    long all = 0;
    for (String tenant : census.all()) {
      for (FileId id : census.partialIds(tenant)) {
        all += left(census.partial(tenant, id));
      }
    }
    begun = all;
    countedAt = Optional.of(now);
  }

  /// A damaged one gets nothing more.
  private static long left(PartialEntry entry) {
    try {
      return entry.arrival().map(it -> it.file().size() - it.offset()).orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }
}
