package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who wins if one wants to keep a file and another wants to delete it.
class HoldTest {
  private static final Instant NOW = FileStoreConformance.NOW;

  @TempDir Path root;

  @Test
  void heldFileIsNotDeletedUntilItsHoldIsClosed() throws IOException {
    StoredFile file = put();
    Hold hold = store().hold("acme", file.id()).orElseThrow();

    assertThat(store().look("acme", file.id())).isInstanceOf(Standing.Held.class);
    hold.close();

    assertThat(store().delete(idle(file))).isTrue();
    assertThat(store().hold("acme", file.id())).isEmpty();
  }

  @Test
  void fileThatWasHeldSinceTheLookIsNotDeleted() throws IOException {
    StoredFile file = put();
    Standing.Idle seen = idle(file);
    store().hold("acme", file.id()).orElseThrow().close();

    assertThat(store().delete(seen)).isFalse();

    assertThat(store().find("acme", file.id())).contains(file);
    assertThat(store().delete(idle(file))).isTrue();
  }

  @Test
  void useIsSeenEvenIfTheClockIsBehind() throws IOException {
    StoredFile file = put();
    store().hold("acme", file.id()).orElseThrow().close();
    Instant first = idle(file).lastUsed();

    DirectoryFileStore behind =
        DirectoryFileStore.open(root, InstantSource.fixed(NOW.minusSeconds(99)));
    behind.hold("acme", file.id()).orElseThrow().close();

    assertThat(idle(file).lastUsed()).isAfter(first);
  }

  @Test
  void fileOfAnInterruptedDeletionCanBeHeld() throws IOException {
    StoredFile file = put();
    Standing.Idle seen = idle(file);
    Path entry =
        root.resolve("tenants/acme/" + FileId.shardName(file.id().shard()) + "/" + file.id());
    Files.createFile(entry.resolve("claimed"));

    assertThat(store().hold("acme", file.id())).isPresent();
    assertThat(store().delete(seen)).isFalse();
  }

  @Test
  void sweepFinishesAnInterruptedDeletion() throws IOException {
    StoredFile file = put();
    Path entry =
        root.resolve("tenants/acme/" + FileId.shardName(file.id().shard()) + "/" + file.id());
    Path leaving = root.resolve("incoming/" + file.id());
    Files.move(entry, leaving);
    Files.delete(leaving.resolve("content"));

    DirectoryFileStore.open(
        root, InstantSource.fixed(Instant.now().plus(Incoming.ABANDONED_AFTER).plusSeconds(9)));

    assertThat(leaving).doesNotExist();
    assertThat(blobs()).isEmpty();
  }

  @Test
  void maintenanceDeletesABlobThatNoFileUses() throws IOException {
    StoredFile file = put();
    StoredFile gone = put();
    Path blob = blobs().getFirst();
    Path orphan = Files.writeString(blob.resolveSibling("0".repeat(64)), "orphan");

    store().upkeep().tidy();

    assertThat(orphan).doesNotExist();
    assertThat(blob).exists();
    assertThat(store().delete(idle(file))).isTrue();
    assertThat(store().delete(idle(gone))).isTrue();
    assertThat(blobs()).isEmpty();
  }

  @Test
  void eitherTheHoldOrTheDeletionWins() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 150; round++) {
        FileId id = put().id();
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

  private StoredFile put() throws IOException {
    return FileStoreConformance.stored(
        store().store("acme", FileStoreConformance.file(99), FileStoreConformance.input("hello")));
  }

  private Standing.Idle idle(StoredFile file) throws IOException {
    return (Standing.Idle) store().look("acme", file.id());
  }

  private DirectoryFileStore store() throws IOException {
    return DirectoryFileStore.open(root, InstantSource.fixed(NOW));
  }

  private List<Path> blobs() throws IOException {
    try (var paths = Files.walk(root.resolve("blobs"))) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
