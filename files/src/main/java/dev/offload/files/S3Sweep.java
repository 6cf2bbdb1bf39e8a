package dev.offload.files;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what uploads and deletions of dead processes have left in a bucket: contents, tails and
/// holds of files that do not exist, entries that were taken for uploads that do not, and parts
/// that nobody completes. Once a day is enough.
final class S3Sweep {
  /// Younger objects may belong to a file that is about to appear.
  static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final Duration EVERY = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(S3Sweep.class);

  private final S3Bucket bucket;
  private final S3FileStore files;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private Optional<Long> last = Optional.empty();

  S3Sweep(S3Bucket bucket, S3FileStore files, InstantSource clock, LongSupplier nanoTime) {
    this.bucket = bucket;
    this.files = files;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// Called before each look at an object.
  interface Renewal {
    void run() throws IOException;
  }

  /// May fail with [java.io.UncheckedIOException].
  void run(Renewal renewal) throws IOException {
    long now = nanoTime.getAsLong();
    if (last.isPresent() && now - last.get() < EVERY.toNanos()) {
      return;
    }
    Instant limit = clock.instant().minus(ABANDONED_AFTER);
    int swept =
        sweepTaken(limit, renewal)
            + sweepContents(limit, renewal)
            + sweep(S3Keys.TAILS, limit, renewal)
            + sweep(S3Keys.HOLDS, limit, renewal);
    for (S3Bucket.Unfinished upload : bucket.unfinished(S3Keys.CONTENT)) {
      renewal.run();
      if (upload.begunAt().isBefore(limit) && !isGoingOn(upload)) {
        bucket.abortParts(upload.key(), upload.upload());
        swept++;
      }
    }
    last = Optional.of(now);
    if (swept > 0) {
      LOG.info("Removed what dead processes had left: count={}", swept);
    }
  }

  private int sweepTaken(Instant limit, Renewal renewal) throws IOException {
    int swept = 0;
    Iterator<S3Bucket.Listed> entries = bucket.list(S3Keys.FILES);
    while (entries.hasNext()) {
      renewal.run();
      S3Bucket.Listed entry = entries.next();
      Optional<S3Keys.Owner> owner = S3Keys.owner(entry.key());
      if (S3FileEntry.isTaken(entry)
          && entry.changedAt().isBefore(limit)
          && owner.isPresent()
          && files.giveUpTaken(owner.get().tenant(), owner.get().id())) {
        swept++;
      }
    }
    return swept;
  }

  /// There are as many contents as files, so they are compared by two listings in the same
  /// order.
  private int sweepContents(Instant limit, Renewal renewal) throws IOException {
    int swept = 0;
    Iterator<S3Bucket.Listed> files = bucket.list(S3Keys.FILES);
    Iterator<S3Bucket.Listed> contents = bucket.list(S3Keys.CONTENT);
    String file = "";
    while (contents.hasNext()) {
      renewal.run();
      S3Bucket.Listed content = contents.next();
      String expected = S3Keys.FILES + content.key().substring(S3Keys.CONTENT.length());
      while (file.compareTo(expected) < 0 && files.hasNext()) {
        file = files.next().key();
      }
      if (!file.equals(expected)
          && content.changedAt().isBefore(limit)
          && !isOfAFile(content.key())) {
        bucket.delete(content.key());
        swept++;
      }
    }
    return swept;
  }

  private int sweep(String kind, Instant limit, Renewal renewal) throws IOException {
    int swept = 0;
    Iterator<S3Bucket.Listed> objects = bucket.list(kind);
    while (objects.hasNext()) {
      renewal.run();
      S3Bucket.Listed object = objects.next();
      if (object.changedAt().isBefore(limit) && !isOfAFile(object.key())) {
        bucket.delete(object.key());
        swept++;
      }
    }
    return swept;
  }

  /// Whether the object belongs to a stored file or an upload. An upload that becomes a stored
  /// file gets its entry before it loses its arrival, so the arrival is read first. Objects
  /// are read with GET, because only its answer says whether S3 itself does not know them.
  private boolean isOfAFile(String key) throws IOException {
    Optional<S3Keys.Owner> owner = S3Keys.owner(key);
    return owner.isPresent()
        && (bucket.get(S3Keys.partial(owner.get().tenant(), owner.get().id())).isPresent()
            || bucket.get(S3Keys.file(owner.get().tenant(), owner.get().id())).isPresent());
  }

  /// Whether the upload in S3 belongs to an arrival.
  private boolean isGoingOn(S3Bucket.Unfinished upload) throws IOException {
    Optional<S3Keys.Owner> owner = S3Keys.owner(upload.key());
    return owner.isPresent()
        && S3Arrival.read(bucket, owner.get().tenant(), owner.get().id())
            .filter(arrival -> upload.upload().equals(arrival.parts().upload()))
            .isPresent();
  }
}
