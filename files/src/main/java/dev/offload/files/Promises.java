package dev.offload.files;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The space on the disk that is promised to uploads in pieces: all bytes of them that have
/// not arrived yet. They are counted from time to time, and the promises that this process has
/// made since are added.
final class Promises {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(10);

  private final DirectoryCensus census;
  private final LongSupplier nanoTime;

  /// The bytes that have not arrived yet of the uploads that the last count has seen or that
  /// began after it.
  private long begun;

  /// The bytes of the uploads that are about to begin, which no count sees.
  private long beginning;

  private Optional<Long> countedAt = Optional.empty();

  Promises(DirectoryCensus census, LongSupplier nanoTime) {
    this.census = census;
    this.nanoTime = nanoTime;
  }

  /// Promises space for `bytes` if the reserve stays free. Close the promise when it is known
  /// whether the upload has begun.
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

  /// Space that nobody else gets. Closing it gives the space back, unless the upload has
  /// begun.
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

  /// Nothing more arrives of a damaged upload.
  private static long left(PartialEntry entry) {
    try {
      return entry.arrival().map(it -> it.file().size() - it.offset()).orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }
}
