package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3PartialFilesTest extends PartialFilesConformance {
  @TempDir Path directory;

  private S3ForTests s3;

  @BeforeEach
  void findAPlace() {
    s3 = new S3ForTests(directory);
  }

  @Override
  Store open(InstantSource clock) throws IOException {
    FileStorage place = s3.open(new StoreLimits(Reserve.none(), _ -> QUOTA), clock);
    return new Store(place.files(), place.partialFiles().apply(MOST));
  }

  @Override
  long remains() throws IOException {
    return s3.remains();
  }

  @Test
  void smallPiecesBecomeParts() throws IOException {
    byte[] bytes = new byte[13_000_001];
    new Random(7).nextBytes(bytes);
    Store store = open();
    FileId id = begin(store, bytes.length).file().id();
    int step = 3_000_000;
    Appending end = null;
    for (int at = 0; at < bytes.length; at += step) {
      int length = Math.min(step, bytes.length - at);
      end =
          open()
              .partial()
              .append("acme", id, piece(at, new ByteArrayInputStream(bytes, at, length)));
    }

    assertThat(completed(end).sha256()).isEqualTo(Sha256.of(Sha256.digest().digest(bytes)));
    try (var in = store.files().open("acme", id).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(remains()).as("the entry and the content").isEqualTo(2);
  }

  @Test
  void pieceWithAHashMayHaveManyParts() throws IOException {
    byte[] bytes = new byte[20_000_000];
    new Random(8).nextBytes(bytes);
    Store store = open();
    FileId id = begin(store, bytes.length).file().id();
    Optional<PieceHash> right =
        PieceHash.of(PieceHash.Algorithm.SHA1, PieceHash.Algorithm.SHA1.digest().digest(bytes));
    Optional<PieceHash> wrong = PieceHash.of(PieceHash.Algorithm.SHA1, new byte[20]);

    assertThat(store.partial().append("acme", id, checked(bytes, wrong)))
        .isEqualTo(new Appending.PieceMismatch());
    assertThat(store.partial().find("acme", id)).map(Arrival::offset).contains(0L);
    assertThat(parts(id).next()).as("its numbers are free again").isEqualTo(1);
    assertThat(s3.bucket.unfinished(S3Keys.content("acme", id)))
        .as("its parts can be found")
        .extracting(S3Bucket.Unfinished::upload)
        .containsExactly(parts(id).upload());
    StoredFile whole = completed(open().partial().append("acme", id, checked(bytes, right)));

    assertThat(whole.sha256()).isEqualTo(Sha256.of(Sha256.digest().digest(bytes)));
    try (var in = store.files().open("acme", id).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  /// Processes that died took numbers with them.
  @Test
  void uploadWithoutNumbersLeftBeginsItsPartsAnew() throws IOException {
    byte[] bytes = new byte[20_000_000];
    Store store = open();
    FileId id = begin(store, bytes.length).file().id();
    S3Arrival.Read read = S3Arrival.readWithTag(s3.bucket, "acme", id).orElseThrow();
    String upload = s3.bucket.beginParts(S3Keys.content("acme", id));
    S3Arrival late = read.arrival().with(new S3Arrival.Parts(upload, List.of(), 9_999, 0));
    assertThat(s3.bucket.replace(S3Keys.partial("acme", id), read.etag(), late.json())).isPresent();

    StoredFile whole =
        completed(store.partial().append("acme", id, piece(0, new ByteArrayInputStream(bytes))));

    assertThat(whole.size()).isEqualTo(bytes.length);
    assertThat(remains()).as("the entry and the content").isEqualTo(2);
  }

  private S3Arrival.Parts parts(FileId id) throws IOException {
    return S3Arrival.read(s3.bucket, "acme", id).orElseThrow().parts();
  }

  private static Piece checked(byte[] bytes, Optional<PieceHash> hash) {
    return new Piece(0, OptionalLong.of(bytes.length), hash, new ByteArrayInputStream(bytes));
  }

  /// As if a process had died in the middle of a piece.
  @Test
  void claimOfADeadProcessEnds() throws IOException {
    FileId id = begin(open(), 11).file().id();
    append(open(), id, 0, "hello ");
    claimAndDie(id);

    assertThat(append(open(), id, 6, "world")).isEqualTo(new Appending.Busy());
    assertThat(open().partial().abandon("acme", id)).isEqualTo(Abandoning.BUSY);
    Store later = open(at(S3PieceWriter.CLAIM));

    assertThat(content(later, completed(append(later, id, 6, "world")).id()))
        .isEqualTo("hello world");
  }

  /// The process lives, but was so slow that another one has gone on.
  @Test
  void slowWriterDoesNotChangeWhatOthersWrote() throws IOException {
    FileId id = begin(open(), 20_000_000).file().id();
    byte[] slowBytes = new byte[20_000_000];
    byte[] fastBytes = new byte[20_000_000];
    new Random(1).nextBytes(fastBytes);
    var slow =
        new ByteArrayInputStream(slowBytes) {
          private boolean isOvertaken;

          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            if (pos > 9_000_000 && !isOvertaken) {
              isOvertaken = true;
              overtake(id, fastBytes);
            }
            return super.read(buffer, offset, length);
          }
        };

    assertThat(open().partial().append("acme", id, piece(0, slow))).isEqualTo(new Appending.Busy());

    try (var in = open().files().open("acme", id).orElseThrow()) {
      byte[] stored = in.readAllBytes();
      assertThat(stored).startsWith(new byte[8 * 1024 * 1024]);
      assertThat(java.util.Arrays.copyOfRange(stored, 8 * 1024 * 1024, stored.length))
          .isEqualTo(java.util.Arrays.copyOfRange(fastBytes, 8 * 1024 * 1024, stored.length));
    }
  }

  private void overtake(FileId id, byte[] bytes) {
    try {
      Store other = open(at(S3PieceWriter.CLAIM));
      int at = (int) other.partial().find("acme", id).orElseThrow().offset();
      completed(
          other
              .partial()
              .append(
                  "acme", id, piece(at, new ByteArrayInputStream(bytes, at, bytes.length - at))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// It has all bytes, and stops right before it says so.
  @Test
  void slowWriterDoesNotReplaceTheContentOfAWholeFile() throws IOException {
    FileId id = begin(open(), 5).file().id();
    try (S3PieceWriter slow = writer(id, 0, "HELLO")) {
      assertThat(slow.write()).isEqualTo(S3PieceWriter.End.WHOLE);
      completed(append(open(at(S3PieceWriter.CLAIM)), id, 0, "hello"));

      assertThatThrownBy(() -> completeNow(slow)).isInstanceOf(S3PieceWriter.Overtaken.class);
    }

    assertThat(content(open(), id)).isEqualTo("hello");
    assertThat(remains()).as("the entry and the content").isEqualTo(2);
  }

  @Test
  void slowWriterLeavesNothingOfAFileThatWasDeletedMeanwhile() throws IOException {
    FileId id = begin(open(), 5).file().id();
    try (S3PieceWriter slow = writer(id, 0, "HELLO")) {
      assertThat(slow.write()).isEqualTo(S3PieceWriter.End.WHOLE);
      completed(append(open(at(S3PieceWriter.CLAIM)), id, 0, "hello"));
      delete(id);

      assertThatThrownBy(() -> completeNow(slow)).isInstanceOf(S3PieceWriter.Overtaken.class);
    }

    assertThat(remains()).isZero();
    assertThat(open().files().usage("acme")).isEqualTo(Usage.NONE);
  }

  private static void completeNow(S3PieceWriter writer) throws IOException {
    var _ = writer.complete(writer.settled().file().completed(writer.wholeHash(), NOW));
  }

  private void delete(FileId id) throws IOException {
    FileStore files = open().files();
    assertThat(files.delete((Standing.Idle) files.look("acme", id))).isTrue();
  }

  /// A process was killed when the file had appeared, and before the upload was gone.
  @Test
  void killedPublishDoesNotBringADeletedFileBack() throws IOException {
    FileId id = wholeButNotMade();
    byte[] arrival = s3.bucket.get(S3Keys.partial("acme", id)).orElseThrow().bytes();
    assertThat(open().partial().find("acme", id)).isEmpty();
    s3.bucket.put(S3Keys.partial("acme", id), arrival);
    delete(id);

    assertThat(open().partial().find("acme", id)).isEmpty();

    assertThat(open().files().find("acme", id)).isEmpty();
    assertThat(remains()).isZero();
    assertThat(open().files().usage("acme")).isEqualTo(Usage.NONE);
  }

  /// It has looked at the entry, and goes on when the file has been published, used and deleted.
  @Test
  void slowPublishDoesNotBringADeletedFileBack() throws IOException {
    FileId id = wholeButNotMade();
    StoredFile whole = wholeFile(id);
    String tag = S3FileEntry.tagIfTaken(s3.bucket, "acme", id).orElseThrow();
    assertThat(open().partial().find("acme", id)).isEmpty();
    delete(id);

    assertThat(((S3FileStore) open().files()).appear(whole, tag)).isFalse();

    assertThat(remains()).isZero();
  }

  private StoredFile wholeFile(FileId id) throws IOException {
    S3Arrival arrival = S3Arrival.read(s3.bucket, "acme", id).orElseThrow();
    return ((S3Arrival.Whole) arrival.stage()).file();
  }

  @Test
  void fileThatArrivesCannotBeUsed() throws IOException {
    FileId id = begin(open(), 5).file().id();
    FileStore files = open().files();

    assertThat(files.find("acme", id)).isEmpty();
    assertThat(files.look("acme", id)).isEqualTo(new Standing.Absent());
    assertThat(files.hold("acme", id)).isEmpty();
    assertThat(completed(append(open(), id, 0, "hello")).id()).isEqualTo(id);
  }

  private void claimAndDie(FileId id) throws IOException {
    var _ = writer(id, 6, "wo");
  }

  private S3PieceWriter writer(FileId id, long offset, String bytes) throws IOException {
    S3Arrival.Read read = S3Arrival.readWithTag(s3.bucket, "acme", id).orElseThrow();
    return S3PieceWriter.open(
            s3.bucket,
            read,
            piece(offset, new ByteArrayInputStream(bytes.getBytes(UTF_8))),
            directory,
            Reserve.none(),
            InstantSource.fixed(NOW))
        .orElseThrow();
  }

  /// As after a crash between the last steps.
  @Test
  void completeUploadBecomesAFileAtTheNextRequest() throws IOException {
    FileId id = wholeButNotMade();
    assertThat(open().files().find("acme", id)).isEmpty();

    assertThat(open().partial().find("acme", id)).isEmpty();

    assertThat(content(open(), id)).isEqualTo("hello");
    assertThat(open().files().usage("acme")).isEqualTo(new Usage(5, 1));
    assertThat(s3.keys(S3Keys.PARTIAL, S3Keys.TAILS)).isEmpty();
  }

  @Test
  void completeUploadBecomesAFileAtTheNextCollection() throws IOException {
    FileId id = wholeButNotMade();

    assertThat(open().partial().expire("acme", NOW.minus(Duration.ofDays(1))))
        .isEqualTo(Usage.NONE);

    assertThat(content(open(), id)).isEqualTo("hello");
  }

  @Test
  void nothingIsWrittenToAWholeFile() throws IOException {
    FileId id = wholeButNotMade();

    assertThat(append(open(), id, 0, "HELLO")).isEqualTo(new Appending.WrongOffset(5));

    assertThat(content(open(), id)).isEqualTo("hello");
  }

  private FileId wholeButNotMade() throws IOException {
    FileId id = begin(open(), 5).file().id();
    append(open(), id, 0, "hell");
    try (S3PieceWriter writer = writer(id, 4, "o")) {
      assertThat(writer.write()).isEqualTo(S3PieceWriter.End.WHOLE);
      completeNow(writer);
    }
    return id;
  }

  /// A rule of the bucket has aborted them, for example.
  @Test
  void uploadWhosePartsAreGoneDoesNotKeepOthersFromBeingCollected() throws IOException {
    FileId lost = wholeButNotMade();
    FileId old = begin(open(), 11).file().id();
    for (S3Bucket.Unfinished upload : s3.bucket.unfinished(S3Keys.content("acme", lost))) {
      s3.bucket.abortParts(upload.key(), upload.upload());
    }

    assertThat(open().partial().expire("acme", NOW.plus(Duration.ofDays(1))).files()).isEqualTo(1);

    assertThat(open().partial().find("acme", old)).isEmpty();
  }

  /// Another process may be about to take it out of the sums.
  @Test
  void deletionOfAnUploadIsTakenOverOnlyAfterAWhile() throws IOException {
    FileId id = begin(open(), 11).file().id();
    S3Arrival.Read read = S3Arrival.readWithTag(s3.bucket, "acme", id).orElseThrow();
    S3Arrival abandoned = read.arrival().in(new S3Arrival.Abandoned(NOW));
    assertThat(s3.bucket.replace(S3Keys.partial("acme", id), read.etag(), abandoned.json()))
        .isPresent();

    assertThat(open().partial().expire("acme", NOW.minusSeconds(1))).isEqualTo(Usage.NONE);
    assertThat(remains()).isEqualTo(2);
    assertThat(open(at(S3Shard.UNDER_WAY)).partial().expire("acme", NOW.minusSeconds(1)))
        .isEqualTo(Usage.NONE);
    assertThat(remains()).isZero();
  }

  @Test
  void damagedUploadDoesNotKeepOthersFromBeingCollected() throws IOException {
    FileId damaged = begin(open(), 11).file().id();
    FileId old = begin(open(), 11).file().id();
    s3.bucket.put(S3Keys.partial("acme", damaged), "{".getBytes(UTF_8));

    assertThat(open().partial().expire("acme", NOW.plus(Duration.ofDays(1))).files()).isEqualTo(1);

    assertThat(open().partial().find("acme", old)).isEmpty();
  }
}
