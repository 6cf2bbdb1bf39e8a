package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [PartialFiles] has to do. The test of each one extends it.
abstract class PartialFilesConformance {
  static final Instant NOW = Instant.parse("2026-11-30T07:00:00.123Z");
  static final int MOST = 3;
  static final Quota QUOTA = new Quota(100_000_000, 100);
  private static final Sha256 HASH_OF_HELLO_WORLD =
      new Sha256("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");

  /// What another process would see, too.
  record Store(FileStore files, PartialFiles partial) {}

  /// The store under test. Each call opens it anew over the same place, as another process would.
  abstract Store open(InstantSource clock) throws IOException;

  /// How many pieces of any kind the store keeps: files, parts and temporary files.
  abstract long remains() throws IOException;

  Store open() throws IOException {
    return open(InstantSource.fixed(NOW));
  }

  @Test
  void fileIsWholeAfterItsLastPiece() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    assertThat(store.files().find("acme", id)).isEmpty();

    assertThat(offset(append(store, id, 0, "hello "))).isEqualTo(6);
    assertThat(store.partial().find("acme", id)).map(Arrival::offset).contains(6L);
    StoredFile whole = completed(append(store, id, 6, "world"));

    assertThat(whole)
        .isEqualTo(
            new StoredFile(
                id, "acme", "film.mp4", "video/mp4", 11, HASH_OF_HELLO_WORLD, NOW, null));
    assertThat(store.partial().find("acme", id)).isEmpty();
    assertThat(store.files().find("acme", id)).contains(whole);
    assertThat(content(store, id)).isEqualTo("hello world");
    assertThat(append(store, id, 11, "")).isEqualTo(new Appending.Absent());
  }

  @Test
  void pieceMayComeToAnotherProcess() throws IOException {
    FileId id = begin(open(), 11).file().id();
    Store first = open();
    append(first, id, 0, "hel");
    append(open(), id, 3, "lo ");
    append(first, id, 6, "wo");

    StoredFile whole = completed(append(open(), id, 8, "rld"));

    assertThat(whole.sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
    assertThat(content(open(), id)).isEqualTo("hello world");
  }

  @Test
  void lastPieceMayComeToTheProcessThatMissedSome() throws IOException {
    Store first = open();
    FileId id = begin(first, 11).file().id();
    append(first, id, 0, "hel");
    append(open(), id, 3, "lo wo");

    assertThat(completed(append(first, id, 8, "rld")).sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @Test
  void emptyFileIsWholeAtOnce() throws IOException {
    Store store = open();

    Arrival arrival = begin(store, 0);

    assertThat(arrival.offset()).isZero();
    assertThat(store.files().find("acme", arrival.file().id())).isPresent();
    assertThat(store.partial().find("acme", arrival.file().id())).isEmpty();
  }

  @Test
  void manyBuffersArriveWhole() throws IOException {
    byte[] bytes = new byte[20_000_003];
    new Random(7).nextBytes(bytes);
    Store store = open();
    FileId id = begin(store, bytes.length).file().id();

    Appending end = store.partial().append("acme", id, piece(0, new ByteArrayInputStream(bytes)));

    assertThat(completed(end).sha256()).isEqualTo(Sha256.of(Sha256.digest().digest(bytes)));
    try (InputStream in = store.files().open("acme", id).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 7, 11, 99})
  void pieceAtAnotherOffsetIsRefused(long offset) throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    append(store, id, 0, "hello ");

    assertThat(append(store, id, offset, "world")).isEqualTo(new Appending.WrongOffset(6));

    assertThat(completed(append(store, id, 6, "world")).sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @Test
  void pieceBeyondTheSizeIsRefused() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    append(store, id, 0, "hello ");
    Piece announced =
        new Piece(6, OptionalLong.of(6), Optional.empty(), InputStream.nullInputStream());

    assertThat(store.partial().append("acme", id, announced)).isEqualTo(new Appending.TooLong(11));
    assertThat(append(store, id, 6, "world!")).isEqualTo(new Appending.TooLong(11));

    assertThat(store.partial().find("acme", id)).map(Arrival::offset).contains(6L);
    assertThat(completed(append(store, id, 6, "world")).sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @Test
  void bytesOfABrokenPieceAreKept() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();

    assertThatThrownBy(() -> store.partial().append("acme", id, piece(0, broken("hello"))))
        .hasMessage("broken");

    assertThat(open().partial().find("acme", id)).map(Arrival::offset).contains(5L);
    assertThat(completed(append(store, id, 5, " world")).sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @Test
  void fileIsWholeEvenIfItsLastPieceBreaksAfterTheEnd() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();

    Appending end = store.partial().append("acme", id, piece(0, broken("hello world")));

    assertThat(completed(end).sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @ParameterizedTest
  @EnumSource
  void pieceIsCheckedAgainstItsHash(PieceHash.Algorithm algorithm) throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    append(store, id, 0, "hel");

    assertThat(append(store, id, 3, "lx wor", hash(algorithm, "lo wor")))
        .isEqualTo(new Appending.PieceMismatch());
    assertThat(open().partial().find("acme", id)).map(Arrival::offset).contains(3L);
    assertThat(offset(append(store, id, 3, "lo wor", hash(algorithm, "lo wor")))).isEqualTo(9);
    assertThat(append(store, id, 9, "xx", hash(algorithm, "ld")))
        .isEqualTo(new Appending.PieceMismatch());

    StoredFile whole = completed(append(store, id, 9, "ld", hash(algorithm, "ld")));

    assertThat(whole.sha256()).isEqualTo(HASH_OF_HELLO_WORLD);
  }

  @Test
  void nothingIsKeptOfABrokenPieceWithAHash() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    Optional<PieceHash> hash = hash(PieceHash.Algorithm.SHA1, "hello world");
    Piece piece = new Piece(0, OptionalLong.empty(), hash, broken("hello world"));

    assertThatThrownBy(() -> store.partial().append("acme", id, piece)).hasMessage("broken");

    assertThat(store.partial().find("acme", id)).map(Arrival::offset).contains(0L);
  }

  @Test
  void fileWithAnotherHashThanExpectedIsNotKept() throws IOException {
    Store store = open();
    Sha256 expected = new Sha256("0".repeat(64));
    FileId id = begun(store.partial().begin("acme", file(11, Optional.of(expected)))).file().id();

    assertThat(append(store, id, 0, "hello world"))
        .isEqualTo(new Appending.FileMismatch(expected, HASH_OF_HELLO_WORLD));

    assertThat(store.partial().find("acme", id)).isEmpty();
    assertThat(store.files().find("acme", id)).isEmpty();
    assertThat(store.files().usage("acme")).isEqualTo(Usage.NONE);
    assertThat(remains()).isZero();
  }

  @Test
  void onePieceIsWrittenAtATime() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    List<Object> meanwhile = new ArrayList<>();
    InputStream slow =
        then(
            "hello ",
            () -> {
              meanwhile.add(append(store, id, 0, "x"));
              meanwhile.add(append(open(), id, 0, "x"));
              meanwhile.add(store.partial().abandon("acme", id));
              meanwhile.add(store.partial().expire("acme", Instant.MAX));
              meanwhile.add(store.partial().find("acme", id).map(Arrival::offset));
              meanwhile.add(open().partial().isBusy("acme", id));
            });

    assertThat(offset(store.partial().append("acme", id, piece(0, slow)))).isEqualTo(6);

    assertThat(meanwhile)
        .containsExactly(
            new Appending.Busy(),
            new Appending.Busy(),
            Abandoning.BUSY,
            Usage.NONE,
            Optional.of(0L),
            true);
    assertThat(store.partial().isBusy("acme", id)).isFalse();
    assertThat(store.partial().isBusy("rival", id)).isFalse();
  }

  @Test
  void foreignFileIsAbsent() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();

    assertThat(store.partial().find("rival", id)).isEmpty();
    assertThat(store.partial().append("rival", id, piece(0, broken("hello"))))
        .isEqualTo(new Appending.Absent());
    assertThat(store.partial().abandon("rival", id)).isEqualTo(Abandoning.ABSENT);
    assertThat(store.partial().find("acme", id)).isPresent();
  }

  @Test
  void abandonedFileLeavesNothing() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    append(store, id, 0, "hello");

    assertThat(store.partial().abandon("acme", id)).isEqualTo(Abandoning.ABANDONED);

    assertThat(store.partial().abandon("acme", id)).isEqualTo(Abandoning.ABSENT);
    assertThat(append(store, id, 5, " world")).isEqualTo(new Appending.Absent());
    assertThat(store.files().usage("acme")).isEqualTo(Usage.NONE);
    assertThat(remains()).isZero();
  }

  @Test
  void wholeFileIsNotAbandoned() throws IOException {
    Store store = open();
    FileId id = begin(store, 5).file().id();
    append(store, id, 0, "hello");

    assertThat(store.partial().abandon("acme", id)).isEqualTo(Abandoning.ABSENT);

    assertThat(store.files().find("acme", id)).isPresent();
  }

  @Test
  void fileCountsWithItsWholeSizeFromTheBeginning() throws IOException {
    Store store = open();
    FileId id = begin(store, 60_000_000).file().id();
    append(store, id, 0, "hello");

    assertThat(open().files().usage("acme")).isEqualTo(new Usage(60_000_000, 1));
    assertThat(store.partial().begin("acme", file(40_000_001, Optional.empty())))
        .isEqualTo(new Creating.OverQuota(QUOTA));
    assertThat(store.partial().begin("acme", file(40_000_000, Optional.empty())))
        .isInstanceOf(Creating.Created.class);
    assertThat(store.partial().begin("rival", file(100_000_000, Optional.empty())))
        .isInstanceOf(Creating.Created.class);
  }

  @Test
  void wholeFileCountsOnce() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();

    append(store, id, 0, "hello world");

    assertThat(store.files().usage("acme")).isEqualTo(new Usage(11, 1));
  }

  @Test
  void tenantMayHaveOnlyAFewUploadsAtATime() throws IOException {
    Store store = open();
    FileId first = begin(store, 5).file().id();
    for (int i = 1; i < MOST; i++) {
      begin(store, 5);
    }

    assertThat(open().partial().begin("acme", file(5, Optional.empty())))
        .isEqualTo(new Creating.TooMany(MOST));
    assertThat(store.files().usage("acme")).isEqualTo(new Usage(5L * MOST, MOST));

    append(store, first, 0, "hello");
    assertThat(begin(store, 5).offset()).isZero();
  }

  @Test
  void onlyUploadsWithoutRecentPiecesExpire() throws IOException {
    FileId old = begin(open(), 11).file().id();
    append(open(), old, 0, "hello");
    FileId young = begin(open(at(Duration.ofHours(1))), 11).file().id();
    FileId alive = begin(open(), 11).file().id();
    append(open(at(Duration.ofHours(1))), alive, 0, "hello");
    Store store = open(at(Duration.ofHours(2)));

    Usage expired = store.partial().expire("acme", NOW.plus(Duration.ofMinutes(30)));

    assertThat(expired).isEqualTo(new Usage(5, 1));
    assertThat(store.partial().find("acme", old)).isEmpty();
    assertThat(store.partial().find("acme", young)).isPresent();
    assertThat(store.partial().find("acme", alive)).isPresent();
    assertThat(store.files().usage("acme")).isEqualTo(new Usage(22, 2));
  }

  @Test
  void metadataIsReturnedUnchanged() throws IOException {
    NewPartialFile file =
        new NewPartialFile("a", "a/b", 3, Optional.empty(), Optional.of("filename YQ==,x"));

    FileId id = begun(open().partial().begin("acme", file)).file().id();

    assertThat(open().partial().find("acme", id))
        .map(arrival -> arrival.file().metadata())
        .contains("filename YQ==,x");
  }

  static InstantSource at(Duration later) {
    return InstantSource.fixed(NOW.plus(later));
  }

  static NewPartialFile file(long size, Optional<Sha256> expected) {
    return new NewPartialFile("film.mp4", "video/mp4", size, expected, Optional.empty());
  }

  static Arrival begin(Store store, long size) throws IOException {
    return begun(store.partial().begin("acme", file(size, Optional.empty())));
  }

  private static Arrival begun(Creating outcome) {
    assertThat(outcome).isInstanceOf(Creating.Created.class);
    return ((Creating.Created) outcome).arrival();
  }

  static Appending append(Store store, FileId id, long offset, String content) throws IOException {
    return append(store, id, offset, content, Optional.empty());
  }

  private static Appending append(
      Store store, FileId id, long offset, String content, Optional<PieceHash> hash)
      throws IOException {
    InputStream bytes = new ByteArrayInputStream(content.getBytes(UTF_8));
    return store.partial().append("acme", id, new Piece(offset, OptionalLong.empty(), hash, bytes));
  }

  static Piece piece(long offset, InputStream content) {
    return new Piece(offset, OptionalLong.empty(), Optional.empty(), content);
  }

  private static Optional<PieceHash> hash(PieceHash.Algorithm algorithm, String content) {
    MessageDigest digest = algorithm.digest();
    return PieceHash.of(algorithm, digest.digest(content.getBytes(UTF_8)));
  }

  private static long offset(Appending outcome) {
    assertThat(outcome).isInstanceOf(Appending.Appended.class);
    return ((Appending.Appended) outcome).arrival().offset();
  }

  static StoredFile completed(Appending outcome) {
    assertThat(outcome).isInstanceOf(Appending.Completed.class);
    return ((Appending.Completed) outcome).file();
  }

  static String content(Store store, FileId id) throws IOException {
    try (InputStream in = store.files().open("acme", id).orElseThrow()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static InputStream broken(String content) {
    return then(
        content,
        () -> {
          throw new IOException("broken");
        });
  }

  private interface Step {
    void run() throws IOException;
  }

  /// A stream that takes `step` after `content`, and then ends.
  private static InputStream then(String content, Step step) {
    InputStream bytes = new ByteArrayInputStream(content.getBytes(UTF_8));
    return new InputStream() {
      private boolean isDone;

      @Override
      public int read() {
        throw new AssertionError("the store reads in bulk");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = bytes.read(buffer, offset, length);
        if (read < 0 && !isDone) {
          isDone = true;
          step.run();
        }
        return read;
      }
    };
  }
}
