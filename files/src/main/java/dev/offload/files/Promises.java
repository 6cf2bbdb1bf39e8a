package dev.offload.files;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How much room on the disk is promised to uploads in pieces: what is still to arrive of all
/// of them that get further. It is counted now and then, and what this process has promised
/// since is added. An upload of which nothing comes for a while is promised nothing until
/// something does, so that nobody keeps others out by what never arrives.
final class Promises {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
  private static final Duration KEPT_FOR = Duration.ofMinutes(5);

  private final DirectoryCensus census;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /// The bytes that have not arrived yet of the uploads that the last count has seen or that
  /// began after it.
  private long begun;

  /// The bytes of the uploads that are about to begin, which no count sees.
  private long beginning;

  private Optional<Long> countedAt = Optional.empty();

  Promises(DirectoryCensus census, InstantSource clock, LongSupplier nanoTime) {
    this.census = census;
    this.clock = clock;
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

  /// The room that is left beside what is promised, for what is promised nothing itself.
  Room beside(Reserve reserve) {
    return () -> reserve.shortageAfter(all()).isEmpty();
  }

  private synchronized long all() throws IOException {
    count();
    return begun + beginning;
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
    Instant since = clock.instant().minus(KEPT_FOR);
    for (String tenant : census.all()) {
      for (FileId id : census.partialIds(tenant)) {
        all += left(census.partial(tenant, id), since);
      }
    }
    begun = all;
    countedAt = Optional.of(now);
  }

  /// A damaged one gets nothing more.
  private static long left(PartialEntry entry, Instant since) {
    try {
      Optional<Arrival> arrival = entry.arrival();
      if (arrival.isEmpty()
          || (arrival.get().lastPiece().isBefore(since) && entry.lastWrite().isBefore(since))) {
        return 0;
      }
      return arrival.get().file().size() - arrival.get().offset();
    } catch (IOException e) {
      return 0;
    }
  }
}
