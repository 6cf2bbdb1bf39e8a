package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileStoreTest extends FileStoreConformance {

  @TempDir Path root;

  @Override
  FileStore store(InstantSource clock) throws IOException {
    return DirectoryFileStore.open(root, clock);
  }

  @Override
  long pieces() throws IOException {
    long pieces = uploads().size();
    for (String folder : List.of("incoming", "tenants", "blobs")) {
      try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
        pieces += paths.filter(Files::isRegularFile).count();
      }
    }
    return pieces;
  }

  @Test
  void equalContentsTakeSpaceOnce() throws IOException {
    StoredFile first = put("acme", "hello");
    StoredFile second = put("rival", "hello");

    assertThat(Files.isSameFile(content(first), content(second))).isTrue();
  }

  @Test
  void contentIsKeptIfItsBlobIsGone() throws IOException {
    StoredFile first = put("acme", "hello");
    Files.delete(blob(first));
    StoredFile second = put("acme", "hello");

    assertThat(read(store().open("acme", first.id()))).isEqualTo("hello");
    assertThat(read(store().open("acme", second.id()))).isEqualTo("hello");
  }

  @Test
  void uploadOfADeadProcessIsDeletedAfterADay() throws IOException {
    Path upload = Files.createDirectories(root.resolve("incoming/" + FileId.fresh(NOW)));
    Path content = Files.writeString(upload.resolve("content"), "half a fi");
    Files.setLastModifiedTime(content, FileTime.from(NOW));
    Files.setLastModifiedTime(upload, FileTime.from(NOW));

    store(at(Incoming.ABANDONED_AFTER.minusSeconds(1)));
    assertThat(uploads()).containsExactly(upload);

    store(at(Incoming.ABANDONED_AFTER.plusSeconds(1)));
    assertThat(pieces()).isZero();
  }

  @Test
  void deletedUploadDoesNotKeepItsBlob() throws IOException {
    StoredFile file = put("acme", "hello");
    Path upload = root.resolve("incoming/" + file.id());
    Files.move(entry(file), upload);
    Files.setLastModifiedTime(upload.resolve("content"), FileTime.from(NOW));
    Files.setLastModifiedTime(upload, FileTime.from(NOW));

    store(at(Incoming.ABANDONED_AFTER.plusSeconds(1)));

    assertThat(pieces()).isZero();
  }

  @Test
  void uploadLinkedToAnOldBlobIsNotDeleted() throws IOException {
    Path upload = Files.createDirectories(root.resolve("incoming/" + FileId.fresh(NOW)));
    Path content = Files.writeString(upload.resolve("content"), "hello");
    Files.setLastModifiedTime(content, FileTime.from(NOW.minus(Duration.ofDays(99))));
    Files.setLastModifiedTime(upload, FileTime.from(NOW));

    store();

    assertThat(uploads()).containsExactly(upload);
  }

  private List<Path> uploads() throws IOException {
    try (Stream<Path> uploads = Files.list(Files.createDirectories(root.resolve("incoming")))) {
      return uploads.toList();
    }
  }

  private Path content(StoredFile file) {
    return entry(file).resolve("content");
  }

  private Path entry(StoredFile file) {
    return root.resolve("tenants")
        .resolve(file.tenant())
        .resolve(FileId.shardName(file.id().shard()))
        .resolve(file.id().value());
  }

  private Path blob(StoredFile file) {
    return root.resolve("blobs")
        .resolve(file.sha256().hex().substring(0, 2))
        .resolve(file.sha256().hex());
  }

  private static InstantSource at(Duration later) {
    Instant then = NOW.plus(later);
    return InstantSource.fixed(then);
  }
}
