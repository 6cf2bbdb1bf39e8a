package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a directory store does about holds and deletions that are not finished.
class HoldTest {
  private static final Instant NOW = FileStoreConformance.NOW;

  @TempDir Path root;

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
