package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one piece behind what has arrived of a file in S3.
///
/// Bytes wait on the local disk until they fill a part. They are *settled* once they are in the
/// bucket, as a part or in the tail, and the arrival says so. This happens with each part, after
/// some time, and at the end. A piece that has a hash of its own is settled only when the hash is
/// known to be right. The end of the file is never settled here: a file of which everything has
/// arrived is to be whole.
final class S3PieceWriter implements AutoCloseable {
  /// How long others wait for a piece that makes no progress. Its process may have died.
  static final Duration CLAIM = Duration.ofSeconds(20);

  /// What S3 asks of each part but the last one.
  private static final long LEAST_PART_BYTES = 5L * 1024 * 1024;

  private static final long PART_BYTES = 8L * 1024 * 1024;

  /// If all are full. A part that is settled early has at least half of that.
  private static final int MOST_PARTS = 4000;

  /// S3 has no more for an upload.
  private static final int HIGHEST_NUMBER = 10_000;

  private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(S3PieceWriter.class);

  /// How the writing ended.
  enum End {
    SETTLED,
    WHOLE,
    TOO_LONG,
    HAS_ANOTHER_HASH
  }

  private final S3Bucket bucket;
  private final Piece piece;
  private final InstantSource clock;
  private final String name = UUID.randomUUID().toString();
  private final Spool spool;
  private final SavedSha256 hash;
  private final List<S3Part> parts;
  private final long partBytes;
  private S3Arrival settled;
  private String etag;
  private String upload;
  private int next;
  private long inParts;
  private Instant settledAt;
  private boolean isClaimed;

  /// The number from which on no part has been settled, and nobody else has one.
  private int free;

  /// Whether a part may still be on its way to the bucket.
  private boolean isPutting;

  private S3PieceWriter(
      S3Bucket bucket, S3Arrival.Read read, Piece piece, Spool spool, InstantSource clock) {
    this.bucket = bucket;
    this.piece = piece;
    this.clock = clock;
    this.spool = spool;
    settled = read.arrival();
    etag = read.etag();
    hash = SavedSha256.resume(settled.hash(), settled.offset());
    parts = new ArrayList<>(settled.parts().done());
    partBytes = Math.max(PART_BYTES, settled.file().size() / MOST_PARTS + 1);
    upload = settled.parts().upload();
    next = settled.parts().next();
    inParts = settled.parts().bytes();
    settledAt = clock.instant();
  }

  /// Claims a file for a piece. Empty if somebody else was faster.
  static Optional<S3PieceWriter> open(
      S3Bucket bucket,
      S3Arrival.Read read,
      Piece piece,
      Path directory,
      Reserve reserve,
      InstantSource clock)
      throws IOException {
    S3PieceWriter writer =
        new S3PieceWriter(bucket, read, piece, new Spool(directory, reserve), clock);
    boolean isOpen = false;
    try {
      if (!writer.claim()) {
        return Optional.empty();
      }
      writer.fetchTail();
      isOpen = true;
      return Optional.of(writer);
    } finally {
      if (!isOpen) {
        writer.close();
      }
    }
  }

  /// Takes all numbers that parts may get before the next settling. If this process stalls and
  /// another one takes over, no part of this one can replace one of the other.
  private boolean claim() throws IOException {
    if (parts.isEmpty() && next + numbersForTheRest() > HIGHEST_NUMBER) {
      isClaimed = replaced(settled.with(new S3Arrival.Parts(null, List.of(), 1, 0)).in(claimed()));
      if (!isClaimed) {
        return false;
      }
      if (upload != null) {
        abortParts();
      }
      upload = null;
      next = 1;
    }
    free = next;
    isClaimed =
        replaced(
            settled
                .with(new S3Arrival.Parts(upload, parts, next + numbersToClaim(), inParts))
                .in(claimed()));
    return isClaimed;
  }

  /// A part that is settled early has half of the usual bytes.
  private long numbersForTheRest() {
    return 2 * (settled.file().size() - inParts) / partBytes + 2;
  }

  private int numbersToClaim() {
    long unsettled = settled.file().size() - settled.offset();
    return isChecked() ? (int) (piece.size().orElse(unsettled) / partBytes) + 2 : 1;
  }

  private boolean isChecked() {
    return piece.expected().isPresent();
  }

  private S3Arrival.Written claimed() {
    return new S3Arrival.Written(name, clock.instant().plus(CLAIM));
  }

  private void fetchTail() throws IOException {
    S3Arrival.Tail tail = settled.tail();
    if (tail == null) {
      return;
    }
    try (InputStream content =
        bucket
            .open(key(tail), new ByteRange(0, tail.bytes()))
            .orElseThrow(() -> new IOException("the end of what has arrived is gone"))) {
      byte[] buffer = new byte[Durable.BUFFER_BYTES];
      int read;
      while ((read = content.read(buffer)) >= 0) {
        spool.add(buffer, 0, read);
      }
    }
  }

  private String key(S3Arrival.Tail tail) {
    return S3Keys.tails(settled.file().tenant(), settled.file().id()) + tail.name();
  }

  private long position() {
    return inParts + spool.size();
  }

  private boolean isAtTheEnd() {
    return position() == settled.file().size();
  }

  /// @throws IOException if the stream breaks; then what has come of it is settled
  /// @throws OutOfRoom if too little of the reserve is left
  End write() throws IOException {
    Optional<MessageDigest> digest = piece.expected().map(one -> one.algorithm().digest());
    byte[] buffer = new byte[Durable.BUFFER_BYTES];
    int read;
    while ((read = read(buffer)) >= 0) {
      if (read > settled.file().size() - position()) {
        return End.TOO_LONG;
      }
      int length = read;
      digest.ifPresent(one -> one.update(buffer, 0, length));
      spool.add(buffer, 0, length);
      hash.update(buffer, 0, length);
      if (!isAtTheEnd()) {
        putPartIfFull();
      }
    }
    if (digest.isPresent() && !piece.expected().orElseThrow().isOf(digest.get())) {
      return End.HAS_ANOTHER_HASH;
    }
    if (isAtTheEnd()) {
      return End.WHOLE;
    }
    settle(new S3Arrival.Waiting());
    return End.SETTLED;
  }

  /// A stream that breaks behind the last byte of the file has brought all of it.
  private int read(byte[] buffer) throws IOException {
    try {
      return piece.content().read(buffer);
    } catch (IOException e) {
      if (isChecked()) {
        throw e;
      }
      if (isAtTheEnd()) {
        return -1;
      }
      settle(new S3Arrival.Waiting());
      throw e;
    }
  }

  private void putPartIfFull() throws IOException {
    boolean isFull = spool.size() >= partBytes;
    if (isFull) {
      putPart();
    }
    if (isFull || Duration.between(settledAt, clock.instant()).compareTo(SETTLE_EVERY) >= 0) {
      if (isChecked()) {
        replace(settled.in(claimed()));
        settledAt = clock.instant();
      } else {
        settle(claimed());
      }
    }
  }

  private void putPart() throws IOException {
    String key = S3Keys.content(settled.file().tenant(), settled.file().id());
    if (upload == null) {
      beginParts(key);
    }
    isPutting = true;
    parts.add(new S3Part(next, bucket.putPart(key, upload, next, spool)));
    isPutting = false;
    next++;
    inParts += spool.size();
    spool.clear();
  }

  /// The id is noted before it has parts, so that they can be found.
  private void beginParts(String key) throws IOException {
    upload = bucket.beginParts(key);
    S3Arrival.Parts before = settled.parts();
    boolean isNoted = false;
    try {
      replace(
          settled
              .with(new S3Arrival.Parts(upload, before.done(), before.next(), before.bytes()))
              .in(claimed()));
      isNoted = true;
    } finally {
      if (!isNoted) {
        abortParts();
      }
    }
  }

  /// They are swept later if this fails.
  private void abortParts() {
    try {
      bucket.abortParts(S3Keys.content(settled.file().tenant(), settled.file().id()), upload);
    } catch (IOException e) {
      LOG.debug("Parts that are not needed were not deleted yet", e);
    }
  }

  private void settle(S3Arrival.Stage stage) throws IOException {
    if (spool.size() >= Math.max(LEAST_PART_BYTES, partBytes / 2)) {
      putPart();
    }
    S3Arrival.Tail before = settled.tail();
    S3Arrival.Tail tail = before;
    Instant lastPiece = settled.lastPiece();
    if (position() > settled.offset()) {
      tail = tail();
      lastPiece = clock.instant();
    }
    boolean isOver = stage instanceof S3Arrival.Waiting;
    replace(
        new S3Arrival(
            settled.file(),
            new S3Arrival.Parts(upload, parts, isOver ? next : next + 1, inParts),
            tail,
            hash.save(),
            lastPiece,
            stage));
    isClaimed = !isOver;
    free = next;
    settledAt = clock.instant();
    if (before != null && !before.equals(tail)) {
      deleteTail(before);
    }
  }

  /// Writes what waits into a tail of its own, if anything does.
  private S3Arrival.Tail tail() throws IOException {
    if (spool.size() == 0) {
      return null;
    }
    S3Arrival.Tail tail = new S3Arrival.Tail(UUID.randomUUID().toString(), spool.size());
    bucket.put(key(tail), spool);
    return tail;
  }

  /// It is deleted with the others in the end, too.
  private void deleteTail(S3Arrival.Tail tail) {
    try {
      bucket.delete(key(tail));
    } catch (IOException e) {
      LOG.debug("The end of an upload was not deleted yet", e);
    }
  }

  private void replace(S3Arrival arrival) throws IOException {
    if (!replaced(arrival)) {
      isClaimed = false;
      throw new IOException("another process goes on with the upload, since this one was slow");
    }
  }

  private boolean replaced(S3Arrival arrival) throws IOException {
    Optional<String> fresh =
        bucket.replaceWithOwn(
            S3Keys.partial(arrival.file().tenant(), arrival.file().id()), etag, arrival.json());
    if (fresh.isPresent()) {
      settled = arrival;
      etag = fresh.get();
    }
    return fresh.isPresent();
  }

  S3Arrival settled() {
    return settled;
  }

  /// The hash of the whole file, of which everything has been written. Nothing is written any more.
  Sha256 wholeHash() {
    return hash.complete();
  }

  /// Notes that the file is whole. Only its content may still have to be made of its parts.
  S3Arrival complete(StoredFile file) throws IOException {
    if (upload == null) {
      bucket.put(S3Keys.content(file.tenant(), file.id()), spool);
    } else if (spool.size() > 0) {
      putPart();
    }
    replace(
        new S3Arrival(
            settled.file(),
            new S3Arrival.Parts(upload, parts, next, inParts),
            null,
            "",
            clock.instant(),
            new S3Arrival.Whole(file)));
    isClaimed = false;
    return settled;
  }

  /// Notes that the file is to be deleted.
  S3Arrival abandon() throws IOException {
    replace(settled.in(new S3Arrival.Abandoned()));
    isClaimed = false;
    return settled;
  }

  /// Lets the next piece come. What was not settled counts as never sent: the parts of the next
  /// piece get the same numbers and replace it.
  @Override
  public void close() throws IOException {
    spool.close();
    if (isClaimed) {
      try {
        S3Arrival.Parts last = settled.parts();
        int following = isPutting ? last.next() : free;
        boolean _ =
            replaced(
                settled
                    .with(new S3Arrival.Parts(last.upload(), last.done(), following, last.bytes()))
                    .in(new S3Arrival.Waiting()));
      } catch (IOException e) {
        LOG.debug("An upload stays claimed for a while", e);
      }
    }
  }
}
