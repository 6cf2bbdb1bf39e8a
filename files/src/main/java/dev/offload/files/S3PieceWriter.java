package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one piece behind what has arrived of a file in S3.
///
/// Bytes wait on the local disk until they fill a part. They are *settled* once they are in
/// the bucket, as a part or in the tail, and the arrival says so. This happens with each part,
/// after some time, and at the end. A piece that has a hash of its own is settled only when
/// the hash is known to be right. The end of the file is not settled here, because a file of
/// which everything has arrived has to become whole.
///
/// The content itself is made of the parts later, once the arrival says that all of them are
/// there. So a writer that was overtaken changes nothing, however late it continues.
final class S3PieceWriter implements AutoCloseable {
  /// How long others wait for a piece that makes no progress. Its process may have died.
  static final Duration CLAIM = Duration.ofSeconds(20);

  private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(S3PieceWriter.class);

  /// How the writing ended.
  enum End {
    SETTLED,
    WHOLE,
    TOO_LONG,
    HAS_ANOTHER_HASH
  }

  /// Another process continues the upload, since this one was too slow.
  static final class Overtaken extends IOException {
    @Serial private static final long serialVersionUID = 1;

    Overtaken() {
      super("this process was too slow, and another one continues the upload");
    }
  }

  private final S3Bucket bucket;
  private final Piece piece;
  private final InstantSource clock;
  private final String name = UUID.randomUUID().toString();
  private final Spool spool;
  private final SavedSha256 hash;
  private final S3Parts parts;
  private S3Arrival settled;
  private String etag;
  private Instant settledAt;
  private boolean isClaimed;

  private S3PieceWriter(
      S3Bucket bucket, S3Arrival.Read read, Piece piece, Spool spool, InstantSource clock) {
    this.bucket = bucket;
    this.piece = piece;
    this.clock = clock;
    this.spool = spool;
    settled = read.arrival();
    etag = read.etag();
    hash = SavedSha256.resume(settled.hash(), settled.offset());
    parts = new S3Parts(bucket, settled);
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

  /// Takes all numbers that parts may get before the next settling.
  private boolean claim() throws IOException {
    if (parts.haveTooFewNumbersFor(settled.file().size() - parts.bytes())) {
      isClaimed = replaced(settled.with(S3Parts.none()).in(claimed()));
      if (!isClaimed) {
        return false;
      }
      parts.beginAnew();
    }
    isClaimed = replaced(settled.with(parts.taking(numbersToTake())).in(claimed()));
    return isClaimed;
  }

  private int numbersToTake() {
    long unsettled = settled.file().size() - settled.offset();
    return isChecked() ? parts.numbersFor(piece.size().orElse(unsettled)) : 1;
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
            .orElseThrow(
                () ->
                    new IOException("the last bytes of the upload are missing from the bucket"))) {
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
    return parts.bytes() + spool.size();
  }

  private boolean isAtTheEnd() {
    return position() == settled.file().size();
  }

  /// @throws IOException if the stream breaks; the bytes that have come are settled before
  /// @throws OutOfRoom if too little of the reserve is left
  /// @throws Overtaken if the claim has ended, and somebody else has gone on
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

  /// If the stream breaks after the last byte of the file, the whole file has come.
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
    boolean isFull = parts.isAPart(spool);
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
    if (!parts.haveAnUpload()) {
      beginUpload();
    }
    parts.put(spool);
  }

  private void beginUpload() throws IOException {
    String upload = parts.begin();
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
        parts.abort(upload);
      }
    }
    parts.goOnWith(upload);
  }

  private void settle(S3Arrival.Stage stage) throws IOException {
    if (parts.mayBeAPart(spool)) {
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
            settled.file(), parts.taking(isOver ? 0 : 1), tail, hash.save(), lastPiece, stage));
    isClaimed = !isOver;
    parts.settled();
    settledAt = clock.instant();
    if (before != null && !before.equals(tail)) {
      deleteTail(before);
    }
  }

  /// Writes the bytes that wait, if there are any, into a new tail.
  private S3Arrival.Tail tail() throws IOException {
    if (spool.size() == 0) {
      return null;
    }
    S3Arrival.Tail tail = new S3Arrival.Tail(UUID.randomUUID().toString(), spool.size());
    bucket.put(key(tail), spool);
    return tail;
  }

  /// If this fails, the tail is deleted with the others at the end of the upload.
  private void deleteTail(S3Arrival.Tail tail) {
    try {
      bucket.delete(key(tail));
    } catch (IOException e) {
      LOG.debug(
          "The object with the last bytes of an upload could not be deleted and is removed later",
          e);
    }
  }

  private void replace(S3Arrival arrival) throws IOException {
    if (!replaced(arrival)) {
      isClaimed = false;
      throw new Overtaken();
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

  /// Notes that the file is whole. Only its content has to be made of its parts. A file of no bytes
  /// has no parts; whoever writes its content writes the same.
  S3Arrival complete(StoredFile file) throws IOException {
    if (spool.size() > 0) {
      putPart();
    } else if (!parts.haveAnUpload()) {
      bucket.put(S3Keys.content(file.tenant(), file.id()), spool);
    }
    return end(
        new S3Arrival(
            settled.file(), parts.taking(0), null, "", clock.instant(), new S3Arrival.Whole(file)));
  }

  /// Notes that the file is to be deleted.
  S3Arrival abandon() throws IOException {
    return end(settled.in(new S3Arrival.Abandoned(clock.instant())));
  }

  private S3Arrival end(S3Arrival last) throws IOException {
    replace(last);
    isClaimed = false;
    return settled;
  }

  /// Releases the claim, so that the next piece can come. Bytes that were not settled count as
  /// never sent: the parts of the next piece get the same numbers and replace them.
  @Override
  public void close() throws IOException {
    spool.close();
    if (isClaimed) {
      try {
        boolean _ =
            replaced(settled.with(parts.givingBack(settled.parts())).in(new S3Arrival.Waiting()));
      } catch (IOException e) {
        LOG.debug("The claim of an upload could not be released and ends by itself", e);
      }
    }
  }
}
