package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPartialFilesTest extends PartialFilesConformance {
  @TempDir Path root;

  @Override
  Store open(InstantSource clock) throws IOException {
    StoreLimits limits = new StoreLimits(Reserve.none(), _ -> QUOTA);
    DirectoryFileStore files = DirectoryFileStore.open(root, limits, clock);
    return new Store(files, files.partialFiles(MOST));
  }

  @Override
  long remains() throws IOException {
    long remains = 0;
    for (String folder : List.of("incoming", "partial", "tenants", "blobs")) {
      try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
        remains += paths.filter(Files::isRegularFile).count();
      }
    }
    return remains;
  }

  /// As after a crash between the write and its note.
  @Test
  void bytesThatWereNotSettledAreWrittenAgain() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    append(store, id, 0, "hello ");
    Files.writeString(partial(id).resolve("content"), "XXXXXXXXXXX", StandardOpenOption.APPEND);

    assertThat(open().partial().find("acme", id)).map(Arrival::offset).contains(6L);
    append(open(), id, 6, "world");

    assertThat(content(open(), id)).isEqualTo("hello world");
  }

  /// As after a crash between the last two steps.
  @Test
  void completeUploadIsMovedAtTheNextRequest() throws IOException {
    Store store = open();
    FileId id = wholeButNotMoved(store);
    assertThat(store.files().find("acme", id)).isEmpty();

    assertThat(open().partial().find("acme", id)).isEmpty();

    assertThat(content(store, id)).isEqualTo("hello");
    assertThat(store.files().usage("acme")).isEqualTo(new Usage(5, 1));
    assertThat(partial(id)).doesNotExist();
  }

  @Test
  void completeUploadIsMovedAtTheNextCollection() throws IOException {
    Store store = open();
    FileId id = wholeButNotMoved(store);

    assertThat(open().partial().expire("acme", NOW.minus(Duration.ofDays(1))))
        .isEqualTo(Usage.NONE);

    assertThat(content(store, id)).isEqualTo("hello");
  }

  /// A client that asks at that moment must not be told that there is nothing.
  @Test
  void fileThatIsBeingMovedIsAlwaysFound() throws IOException, InterruptedException {
    Store store = open();
    FileId id = begin(store, 5).file().id();
    UsageBook book =
        new UsageBook(
            root.resolve("usage"),
            new DirectoryCensus(root.resolve("tenants"), root.resolve("partial")));
    Thread last;
    try (UsageBook.Account _ = book.open("acme")) {
      last = Thread.startVirtualThread(() -> appendLast(store, id));
      while (!Files.exists(partial(id).resolve("file.json"))) {
        Thread.onSpinWait();
      }

      for (int look = 0; look < 100; look++) {
        assertThat(open().partial().find("acme", id)).isPresent();
      }
    }
    last.join();
    assertThat(content(store, id)).isEqualTo("hello");
    assertThat(remains()).as("file.json, content and a blob").isEqualTo(3);
  }

  @Test
  void lookingAtAnUploadDoesNotBlockItsNextPiece() throws Exception {
    Store store = open();
    FileId id = begin(store, 300).file().id();
    AtomicBoolean isOver = new AtomicBoolean();
    try (ExecutorService looking = Executors.newSingleThreadExecutor()) {
      Future<?> looks =
          looking.submit(
              () -> {
                while (!isOver.get()) {
                  boolean _ = open().partial().isBusy("acme", id);
                }
                return null;
              });
      try {
        for (int at = 0; at < 200; at++) {
          assertThat(append(store, id, at, "x")).isInstanceOf(Appending.Appended.class);
        }
      } finally {
        isOver.set(true);
      }
      assertThat(looks.get()).isNull();
    }
  }

  private static void appendLast(Store store, FileId id) {
    try {
      append(store, id, 0, "hello");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void damagedUploadDoesNotKeepOthersFromBeingCollected() throws IOException {
    Store store = open();
    FileId damaged = begin(store, 11).file().id();
    FileId unmarked = begin(store, 11).file().id();
    FileId old = begin(store, 11).file().id();
    Files.writeString(partial(damaged).resolve("partial.json"), "{");
    Files.delete(partial(unmarked).resolve("arrived-0"));
    Files.delete(root.resolve("usage").resolve("acme"));

    assertThat(store.partial().expire("acme", NOW.plus(Duration.ofDays(1))).files()).isEqualTo(1);

    assertThat(partial(old)).doesNotExist();
    assertThat(store.files().usage("acme")).isEqualTo(new Usage(11, 2));
  }

  /// Its content may be shared with other files already.
  @Test
  void nothingIsWrittenToAWholeFile() throws IOException {
    Store store = open();
    FileId id = wholeButNotMoved(store);

    assertThat(append(open(), id, 0, "HELLO")).isEqualTo(new Appending.WrongOffset(5));

    assertThat(content(store, id)).isEqualTo("hello");
  }

  @Test
  void usageOfAShardIncludesItsPartialFiles() throws IOException {
    FileId id = begin(open(), 11).file().id();
    FileId whole = wholeButNotMoved(open());
    DirectoryFileStore store =
        DirectoryFileStore.open(root, StoreLimits.none(), InstantSource.fixed(NOW));
    Files.delete(root.resolve("usage").resolve("acme"));

    assertThat(store.usage("acme")).isEqualTo(new Usage(16, 2));
    var _ = store.upkeep().list("acme", id.shard());
    var _ = store.upkeep().list("acme", whole.shard());
    assertThat(store.usage("acme")).isEqualTo(new Usage(16, 2));
    assertThat(store.upkeep().tenants()).containsExactly("acme");
  }

  @Test
  void lockOfAFileThatIsGoneIsDeleted() throws IOException {
    Store store = open();
    FileId id = begin(store, 11).file().id();
    Path gone = Files.createFile(root.resolve("partial/acme/" + FileId.fresh(NOW) + ".lock"));
    Path used = Files.createFile(root.resolve("partial/acme/" + id + ".lock"));

    store.partial().expire("acme", NOW);

    assertThat(gone).doesNotExist();
    assertThat(used).exists();
  }

  @Test
  void wholeFileSharesItsContent() throws IOException {
    Store store = open();
    FileId first = begin(store, 5).file().id();
    append(store, first, 0, "hello");
    FileId second = begin(store, 5).file().id();
    append(store, second, 0, "hello");

    assertThat(Files.isSameFile(whole(first).resolve("content"), whole(second).resolve("content")))
        .isTrue();
    try (Stream<Path> parts = Files.list(whole(first))) {
      assertThat(parts.map(part -> part.getFileName().toString()))
          .containsExactlyInAnyOrder("content", "file.json");
    }
  }

  @Test
  void fullDiskKeepsWhatHasArrived() throws IOException {
    FileId id = begin(open(), 11).file().id();
    append(open(), id, 0, "hello ");
    Reserve full = new Reserve(List.of(root), 1000, _ -> 999);
    PartialFiles partial =
        DirectoryFileStore.open(root, new StoreLimits(full, _ -> QUOTA), InstantSource.fixed(NOW))
            .partialFiles(MOST);

    assertThat(
            partial.append("acme", id, piece(6, new ByteArrayInputStream("world".getBytes(UTF_8)))))
        .isEqualTo(new Appending.NoRoom());
    assertThat(partial.begin("acme", file(5, Optional.empty()))).isEqualTo(new Creating.NoRoom());

    assertThat(open().partial().find("acme", id)).map(Arrival::offset).contains(6L);
  }

  @Test
  void spaceIsPromisedOnce() throws IOException {
    Reserve tight = new Reserve(List.of(root), 1000, _ -> 1100);
    PartialFiles first = withRoom(tight);
    assertThat(first.begin("acme", file(60, Optional.empty())))
        .isInstanceOf(Creating.Created.class);

    assertThat(first.begin("rival", file(50, Optional.empty()))).isEqualTo(new Creating.NoRoom());
    assertThat(withRoom(tight).begin("rival", file(50, Optional.empty())))
        .isEqualTo(new Creating.NoRoom());
    assertThat(withRoom(tight).begin("rival", file(40, Optional.empty())))
        .isInstanceOf(Creating.Created.class);
  }

  /// Otherwise a tenant that only begins uploads would keep all others out until these expire.
  @Test
  void roomIsNotKeptForAnUploadOfWhichNothingComes() throws IOException {
    Reserve tight = new Reserve(List.of(root), 1000, _ -> 1100);
    FileId idle = begin(open(), 60).file().id();
    Files.setLastModifiedTime(content(idle), FileTime.from(NOW));
    Duration almost = Duration.ofMinutes(5);

    assertThat(withRoom(tight, NOW.plus(almost)).begin("rival", file(50, Optional.empty())))
        .isEqualTo(new Creating.NoRoom());
    Instant later = NOW.plus(almost).plusSeconds(1);
    assertThat(withRoom(tight, later).begin("rival", file(50, Optional.empty())))
        .isInstanceOf(Creating.Created.class);
  }

  @Test
  void roomIsKeptForAPieceThatIsBeingWritten() throws IOException {
    Reserve tight = new Reserve(List.of(root), 1000, _ -> 1100);
    FileId slow = begin(open(), 60).file().id();
    Instant later = NOW.plus(Duration.ofHours(1));
    Files.setLastModifiedTime(content(slow), FileTime.from(later));

    assertThat(withRoom(tight, later).begin("rival", file(50, Optional.empty())))
        .isEqualTo(new Creating.NoRoom());
  }

  @Test
  void roomThatIsPromisedIsNotTakenByAFileInOnePiece() throws IOException {
    Reserve tight = new Reserve(List.of(root), 1000, _ -> 1050);
    begin(open(), 60);
    DirectoryFileStore store =
        DirectoryFileStore.open(root, new StoreLimits(tight, _ -> QUOTA), InstantSource.fixed(NOW));
    NewFile upload = new NewFile("notes.txt", "text/plain", Optional.empty(), 100);
    NewFile output =
        new NewFile("notes.txt", "text/plain", Optional.empty(), 100, Optional.of("tsk_1"));

    assertThat(store.store("rival", upload, new ByteArrayInputStream(new byte[5])))
        .isEqualTo(new Storing.NoRoom());
    assertThat(store.store("rival", output, new ByteArrayInputStream(new byte[5])))
        .isInstanceOf(Storing.Stored.class);
  }

  @Test
  void spaceThatAnUploadHasTakenIsNoLongerPromised() throws IOException {
    Store store = open();
    FileId id = begin(store, 60).file().id();
    append(store, id, 0, "x".repeat(50));

    assertThat(
            withRoom(new Reserve(List.of(root), 1000, _ -> 1060))
                .begin("rival", file(50, Optional.empty())))
        .isInstanceOf(Creating.Created.class);
  }

  @Test
  void refusedUploadWritesNothing() throws IOException {
    for (int i = 0; i < MOST; i++) {
      begin(open(), 5);
    }
    Store store = open();
    Path incoming = root.resolve("incoming");
    Files.delete(incoming); // whoever writes there fails

    assertThat(store.partial().begin("acme", file(5, Optional.empty())))
        .isEqualTo(new Creating.TooMany(MOST));
    assertThat(store.partial().begin("rival", file(QUOTA.bytes() + 1, Optional.empty())))
        .isEqualTo(new Creating.OverQuota(QUOTA));
  }

  private PartialFiles withRoom(Reserve reserve) throws IOException {
    return withRoom(reserve, NOW);
  }

  private PartialFiles withRoom(Reserve reserve, Instant now) throws IOException {
    return DirectoryFileStore.open(
            root, new StoreLimits(reserve, _ -> QUOTA), InstantSource.fixed(now))
        .partialFiles(MOST);
  }

  private FileId wholeButNotMoved(Store store) throws IOException {
    FileId id = begin(store, 5).file().id();
    append(store, id, 0, "hell");
    Arrival arrival = store.partial().find("acme", id).orElseThrow();
    Files.writeString(partial(id).resolve("content"), "o", StandardOpenOption.APPEND);
    PartialFile file = arrival.file();
    Sha256 hash = Sha256.of(Sha256.digest().digest(Files.readAllBytes(content(id))));
    new PartialEntry(partial(id))
        .complete(new StoredFile(id, "acme", file.name(), file.contentType(), 5, hash, NOW, null));
    return id;
  }

  private Path content(FileId id) {
    return partial(id).resolve("content");
  }

  private Path partial(FileId id) {
    return root.resolve("partial/acme").resolve(id.value());
  }

  private Path whole(FileId id) {
    return root.resolve("tenants/acme").resolve(FileId.shardName(id.shard())).resolve(id.value());
  }
}
