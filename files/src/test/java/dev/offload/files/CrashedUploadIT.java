package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that dies in the middle of an upload, after it has finished another one.
class CrashedUploadIT {

  private static final int DIED = 137;

  @TempDir Path root;

  @Test
  void finishedUploadSurvivesAndTheUnfinishedOneIsDeleted() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                DyingUploader.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String finished = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(DIED);

    FileStore store = DirectoryFileStore.open(root, InstantSource.system());

    assertThat(store.find("acme", new FileId(finished))).isPresent();
    assertThat(entriesUnder("tenants")).isEqualTo(1);
    assertThat(entriesUnder("incoming")).isEqualTo(1);

    Instant later = Instant.now().plus(Incoming.ABANDONED_AFTER).plusSeconds(1);
    DirectoryFileStore.open(root, InstantSource.fixed(later));

    assertThat(entriesUnder("incoming")).isZero();
    assertThat(store.find("acme", new FileId(finished))).isPresent();
  }

  private long entriesUnder(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
      return paths.filter(path -> FileId.parse(path.getFileName().toString()).isPresent()).count();
    }
  }

  static final class DyingUploader {

    public static void main(String[] args) throws IOException {
      FileStore store = DirectoryFileStore.open(Path.of(args[0]), InstantSource.system());
      StoredFile finished =
          FileStoreConformance.stored(
              store.store(
                  "acme", FileStoreConformance.file(99), FileStoreConformance.input("hello")));
      System.out.print(finished.id());
      System.out.flush();
      store.store("acme", FileStoreConformance.file(Long.MAX_VALUE), dyingStream());
    }

    private static InputStream dyingStream() {
      return new InputStream() {
        private int sent;

        @Override
        public int read() {
          throw new AssertionError("the store reads in bulk");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          sent += length;
          if (sent > 1_000_000) {
            Runtime.getRuntime().halt(DIED);
          }
          return length;
        }
      };
    }
  }
}
