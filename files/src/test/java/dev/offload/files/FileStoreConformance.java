package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [FileStore] has to do. The test of each implementation extends it.
abstract class FileStoreConformance {

  static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final Sha256 HASH_OF_HELLO =
      new Sha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

  /// The store under test. Each call may open another one over the same place.
  abstract FileStore store(InstantSource clock) throws IOException;

  /// How many pieces of any kind the store keeps: files, parts and temporary files.
  abstract long pieces() throws IOException;

  FileStore store() throws IOException {
    return store(InstantSource.fixed(NOW));
  }

  @Test
  void storedFileIsFoundWithItsDescription() throws IOException {
    StoredFile stored = put("acme", "hello");

    assertThat(stored.id().value()).startsWith("fil_");
    assertThat(stored)
        .isEqualTo(
            new StoredFile(
                stored.id(), "acme", "greeting.txt", "text/plain", 5, HASH_OF_HELLO, NOW, null));
    assertThat(store().find("acme", stored.id())).contains(stored);
    assertThat(read(store().open("acme", stored.id()))).isEqualTo("hello");
  }

  @Test
  void emptyFileIsStored() throws IOException {
    StoredFile stored = put("acme", "");

    assertThat(stored.size()).isZero();
    assertThat(read(store().open("acme", stored.id()))).isEmpty();
  }

  @Test
  void contentOfManyBuffersIsStoredWhole() throws IOException {
    byte[] bytes = new byte[1_000_003];
    new Random(7).nextBytes(bytes);

    StoredFile stored =
        stored(store().store("acme", file(bytes.length), new ByteArrayInputStream(bytes)));

    try (InputStream in = store().open("acme", stored.id()).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void foreignFileIsAbsent() throws IOException {
    FileId id = put("acme", "hello").id();

    assertThat(store().find("rival", id)).isEmpty();
    assertThat(store().open("rival", id)).isEmpty();
    assertThat(store().open("rival", id, new ByteRange(0, 1))).isEmpty();
    assertThat(delete("rival", id)).isFalse();
    assertThat(store().find("acme", id)).isPresent();
  }

  @Test
  void unknownFileIsAbsent() throws IOException {
    FileId id = FileId.fresh(NOW);

    assertThat(store().find("acme", id)).isEmpty();
    assertThat(store().open("acme", id)).isEmpty();
    assertThat(delete("acme", id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "../rival", "a\\b", "a\u0000"})
  void tenantThatIsAPathIsRefused(String tenant) throws IOException {
    FileStore store = store();

    assertThatThrownBy(() -> store.find(tenant, FileId.fresh(NOW)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.store(tenant, file(9), input("hello")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pieces()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,2,he", "2,3,llo", "4,10,o", "5,1,''", "9,1,''", "1,0,''"})
  void rangeReturnsThatPartOfTheContent(long offset, long length, String part) throws IOException {
    FileId id = put("acme", "hello").id();

    assertThat(read(store().open("acme", id, new ByteRange(offset, length)))).isEqualTo(part);
  }

  @Test
  void tooLargeContentIsRefusedAndLeavesNothing() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return length;
          }
        };

    Storing outcome = store().store("acme", file(200_000), endless);

    assertThat(outcome).isEqualTo(new Storing.FileTooLarge(200_000));
    assertThat(pieces()).isZero();
  }

  @Test
  void contentOfExactlyTheLimitIsStored() throws IOException {
    assertThat(store().store("acme", file(5), input("hello"))).isInstanceOf(Storing.Stored.class);
    assertThat(store().store("acme", file(4), input("hello")))
        .isEqualTo(new Storing.FileTooLarge(4));
  }

  @Test
  void contentWithAnotherHashIsRefusedAndLeavesNothing() throws IOException {
    NewFile expectingHello =
        new NewFile("greeting.txt", "text/plain", Optional.of(HASH_OF_HELLO), 99);

    assertThat(store().store("acme", expectingHello, input("jello")))
        .isInstanceOfSatisfying(
            Storing.ChecksumMismatch.class,
            mismatch -> {
              assertThat(mismatch.expected()).isEqualTo(HASH_OF_HELLO);
              assertThat(mismatch.actual()).isNotEqualTo(HASH_OF_HELLO);
            });
    assertThat(pieces()).isZero();
    assertThat(store().store("acme", expectingHello, input("hello")))
        .isInstanceOf(Storing.Stored.class);
  }

  @Test
  void brokenUploadLeavesNothing() throws IOException {
    FileStore store = store();
    InputStream breaking =
        new SequenceInputStream(
            input("hello"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });

    assertThatThrownBy(() -> store.store("acme", file(99), breaking))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
    assertThat(pieces()).isZero();
  }

  @Test
  void deletedFileIsGoneAndLeavesNothing() throws IOException {
    FileId id = put("acme", "hello").id();

    assertThat(delete("acme", id)).isTrue();

    assertThat(store().find("acme", id)).isEmpty();
    assertThat(store().open("acme", id)).isEmpty();
    assertThat(delete("acme", id)).isFalse();
    assertThat(pieces()).isZero();
  }

  @Test
  void equalFilesHaveSeparateIdsAndOutliveEachOther() throws IOException {
    StoredFile first = put("acme", "hello");
    StoredFile second = put("acme", "hello");
    StoredFile foreign = put("rival", "hello");

    assertThat(Set.of(first.id(), second.id(), foreign.id())).hasSize(3);
    assertThat(delete("acme", first.id())).isTrue();
    assertThat(read(store().open("acme", second.id()))).isEqualTo("hello");
    assertThat(delete("acme", second.id())).isTrue();
    assertThat(read(store().open("rival", foreign.id()))).isEqualTo("hello");
    assertThat(delete("rival", foreign.id())).isTrue();
    assertThat(pieces()).isZero();
  }

  @Test
  void deletingDoesNotHarmAnEqualFileThatIsBeingStored() throws Exception {
    List<Callable<StoredFile>> rounds =
        List.of(this::storeOverAStoreOfItsOwn, this::storeAndDelete, this::storeAndDelete);
    Set<StoredFile> kept = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(rounds.size())) {
      for (int i = 0; i < Math.min(40, rounds()); i++) {
        kept.add(threads.invokeAll(rounds).stream().map(Future::resultNow).toList().getFirst());
      }
    }

    assertThat(kept).hasSize(Math.min(40, rounds()));
    for (StoredFile file : kept) {
      assertThat(read(store().open("acme", file.id()))).isEqualTo("the same");
      assertThat(delete("acme", file.id())).isTrue();
    }
    assertThat(pieces()).isZero();
  }

  private StoredFile storeOverAStoreOfItsOwn() throws IOException {
    return put("acme", "the same");
  }

  private StoredFile storeAndDelete() throws IOException {
    StoredFile file = put("acme", "the same");
    delete("acme", file.id());
    return file;
  }

  @Test
  void heldFileIsNotDeletedUntilItsHoldIsClosed() throws IOException {
    StoredFile file = put("acme", "hello");
    Hold hold = store().hold("acme", file.id()).orElseThrow();

    assertThat(store().look("acme", file.id())).isInstanceOf(Standing.Held.class);
    hold.close();

    assertThat(store().delete(idle(file))).isTrue();
    assertThat(store().hold("acme", file.id())).isEmpty();
  }

  @Test
  void fileThatWasHeldSinceTheLookIsNotDeleted() throws IOException {
    StoredFile file = put("acme", "hello");
    Standing.Idle seen = idle(file);
    store().hold("acme", file.id()).orElseThrow().close();

    assertThat(store().delete(seen)).isFalse();

    assertThat(store().find("acme", file.id())).contains(file);
    assertThat(store().delete(idle(file))).isTrue();
  }

  @Test
  void useIsSeenEvenIfTheClockIsBehind() throws IOException {
    StoredFile file = put("acme", "hello");
    store().hold("acme", file.id()).orElseThrow().close();
    Instant first = idle(file).lastUsed();

    FileStore behind = store(InstantSource.fixed(NOW.minusSeconds(99)));
    behind.hold("acme", file.id()).orElseThrow().close();

    assertThat(idle(file).lastUsed()).isAfter(first);
  }

  @Test
  void eitherTheHoldOrTheDeletionWins() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < rounds(); round++) {
        FileId id = put("acme", "hello").id();
        Future<Optional<Hold>> hold = threads.submit(() -> store().hold("acme", id));
        Callable<Boolean> delete =
            () -> store().look("acme", id) instanceof Standing.Idle idle && store().delete(idle);

        long deletions =
            threads.invokeAll(List.of(delete, delete)).stream().filter(Future::resultNow).count();

        assertThat(deletions).isEqualTo(hold.get().isPresent() ? 0 : 1);
        assertThat(store().open("acme", id).isPresent()).isEqualTo(hold.get().isPresent());
      }
    }
  }

  /// How often two want opposite things at the same time.
  int rounds() {
    return 150;
  }

  Standing.Idle idle(StoredFile file) throws IOException {
    return (Standing.Idle) store().look("acme", file.id());
  }

  /// Deletes a file unless something keeps it. Returns whether it was there and is deleted.
  boolean delete(String tenant, FileId id) throws IOException {
    return store().look(tenant, id) instanceof Standing.Idle idle && store().delete(idle);
  }

  StoredFile put(String tenant, String content) throws IOException {
    return stored(store().store(tenant, file(1_000), input(content)));
  }

  static StoredFile stored(Storing outcome) {
    return switch (outcome) {
      case Storing.Stored(StoredFile file) -> file;
      case Storing.OverQuota refused -> throw new AssertionError(refused);
      case Storing.NoRoom refused -> throw new AssertionError(refused);
      case Storing.FileTooLarge refused -> throw new AssertionError(refused);
      case Storing.ChecksumMismatch refused -> throw new AssertionError(refused);
    };
  }

  static NewFile file(long maxBytes) {
    return new NewFile("greeting.txt", "text/plain", Optional.empty(), maxBytes);
  }

  static InputStream input(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  static String read(Optional<InputStream> content) throws IOException {
    try (InputStream in = content.orElseThrow()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
