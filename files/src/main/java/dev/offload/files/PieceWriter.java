package dev.offload.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Writes one piece behind what has arrived of a file.
///
/// Bytes count once they are *settled*, which means that they are on the disk and noted as
/// such. They are settled after a number of bytes, after some time, and at the end. A piece
/// with a hash of its own is settled only when the hash is known to be right. The end of the
/// file is not settled here, because a file of which everything has arrived has to become
/// whole.
final class PieceWriter implements AutoCloseable {
  private static final int SETTLE_EVERY_BYTES = 16 * 1024 * 1024;
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);

  /// How the writing ended.
  enum End {
    SETTLED,
    WHOLE,
    TOO_LONG,
    HAS_ANOTHER_HASH
  }

  private final PartialEntry entry;
  private final long size;
  private final Room room;
  private final InstantSource clock;
  private final FileChannel channel;
  private final HashSoFar hash;
  private final CatchingUp catchingUp;
  private Optional<HashSoFar> settledHash;
  private long position;
  private long settled;
  private Instant settledAt;
  private long nextLook;

  private PieceWriter(
      PartialEntry entry,
      Arrival arrival,
      HashSoFar hash,
      Reserve reserve,
      InstantSource clock,
      FileChannel channel) {
    this.entry = entry;
    this.size = arrival.file().size();
    this.hash = hash;
    this.settledHash = hash.copy();
    this.room = Room.of(reserve);
    this.clock = clock;
    this.channel = channel;
    this.position = arrival.offset();
    this.settled = arrival.offset();
    this.settledAt = clock.instant();
    this.nextLook = position;
    this.catchingUp = CatchingUp.start(hash, entry.content(), position);
  }

  /// @param hash of the bytes that have arrived, or of the first of them
  static PieceWriter open(
      PartialEntry entry, Arrival arrival, HashSoFar hash, Reserve reserve, InstantSource clock)
      throws IOException {
    FileChannel channel =
        FileChannel.open(entry.content(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isOpen = false;
    try {
      channel.truncate(arrival.offset()); // what came later was never settled
      channel.position(arrival.offset());
      isOpen = true;
      return new PieceWriter(entry, arrival, hash, reserve, clock, channel);
    } finally {
      if (!isOpen) {
        channel.close();
      }
    }
  }

  /// @throws IOException if the stream breaks; the bytes that have come are settled before
  /// @throws OutOfRoom if too little of the reserve is left
  End write(Piece piece) throws IOException {
    Optional<MessageDigest> digest = piece.expected().map(one -> one.algorithm().digest());
    byte[] buffer = new byte[Durable.BUFFER_BYTES];
    int read;
    while ((read = read(piece, buffer)) >= 0) {
      if (read > size - position) {
        return End.TOO_LONG;
      }
      requireRoom();
      int length = read;
      digest.ifPresent(one -> one.update(buffer, 0, length));
      hash.add(position, buffer, length);
      Durable.writeAll(channel, ByteBuffer.wrap(buffer, 0, length));
      position += length;
      catchingUp.goOnTo(channel, position);
      if (digest.isEmpty() && isTimeToSettle()) {
        settle();
      }
    }
    if (digest.isPresent() && !piece.expected().orElseThrow().isOf(digest.get())) {
      return End.HAS_ANOTHER_HASH;
    }
    settle();
    return position == size ? End.WHOLE : End.SETTLED;
  }

  /// If the stream breaks after the last byte of the file, the whole file has come.
  private int read(Piece piece, byte[] buffer) throws IOException {
    try {
      return piece.content().read(buffer);
    } catch (IOException e) {
      if (piece.expected().isPresent()) {
        throw e;
      }
      settle();
      if (position == size) {
        return -1;
      }
      throw e;
    }
  }

  private void requireRoom() throws IOException {
    if (position >= nextLook) {
      room.require();
      nextLook = position + Durable.CHECK_EVERY;
    }
  }

  private boolean isTimeToSettle() {
    return position - settled >= SETTLE_EVERY_BYTES
        || Duration.between(settledAt, clock.instant()).compareTo(SETTLE_EVERY) >= 0;
  }

  private void settle() throws IOException {
    channel.force(true);
    settledAt = clock.instant();
    if (position > settled && position < size) {
      entry.advance(settled, position, settledAt);
      settled = position;
      settledHash = hash.copy();
    }
  }

  /// The hash of what is settled. Empty if it is not known.
  Optional<HashSoFar> settledHash() {
    return settledHash;
  }

  /// The hash of the whole file, of which everything has been written.
  Sha256 wholeHash() throws IOException {
    catchingUp.close();
    return hash.complete(channel, size);
  }

  @Override
  public void close() throws IOException {
    catchingUp.close();
    channel.close();
  }
}
