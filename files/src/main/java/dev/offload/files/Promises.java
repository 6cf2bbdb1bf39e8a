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
  private long bytes;
  private Optional<Long> countedAt = Optional.empty();

  Promises(DirectoryCensus census, LongSupplier nanoTime) {
    this.census = census;
    this.nanoTime = nanoTime;
  }

  synchronized long bytes() throws IOException {
    long now = nanoTime.getAsLong();
    if (countedAt.isEmpty() || now - countedAt.get() >= COUNT_EVERY.toNanos()) {
      bytes = count();
      countedAt = Optional.of(now);
    }
    return bytes;
  }

  synchronized void add(long more) {
    bytes += more;
  }

  private long count() throws IOException {
    long all = 0;
    for (String tenant : census.all()) {
      for (FileId id : census.partialIds(tenant)) {
        all += left(census.partial(tenant, id));
      }
    }
    return all;
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
