package dev.offload.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that dies in the middle of a piece.
class CrashedPieceIT {
  private static final int DIED = 137;
  private static final int SIZE = 40_000_000;
  private static final int DIES_AFTER = 35_000_000;

  @TempDir Path root;

  @Test
  void settledPartIsKeptAndTheRestIsSentAgain() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                DyingReceiver.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    FileId id = new FileId(new String(process.getInputStream().readAllBytes(), UTF_8));
    assertThat(process.waitFor()).isEqualTo(DIED);
    DirectoryFileStore store = DirectoryFileStore.open(root, InstantSource.system());
    PartialFiles partial = store.partialFiles(9);

    long offset = partial.find("acme", id).orElseThrow().offset();
    assertThat(offset).isBetween(32L << 20, (long) DIES_AFTER);
    byte[] all = content();
    InputStream rest = new ByteArrayInputStream(all, (int) offset, SIZE - (int) offset);
    Appending end = partial.append("acme", id, PartialFilesConformance.piece(offset, rest));

    assertThat(end).isInstanceOf(Appending.Completed.class);
    try (InputStream stored = store.open("acme", id).orElseThrow()) {
      assertThat(stored.readAllBytes()).isEqualTo(all);
    }
    assertThat(store.find("acme", id).orElseThrow().sha256())
        .isEqualTo(Sha256.of(Sha256.digest().digest(all)));
  }

  private static byte[] content() {
    byte[] bytes = new byte[SIZE];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  static final class DyingReceiver {
    public static void main(String[] args) throws IOException {
      PartialFiles partial =
          DirectoryFileStore.open(Path.of(args[0]), InstantSource.system()).partialFiles(9);
      Creating beginning =
          partial.begin(
              "acme", new NewPartialFile("a", "a/b", SIZE, Optional.empty(), Optional.empty()));
      FileId id = ((Creating.Created) beginning).arrival().file().id();
      System.out.print(id);
      System.out.flush();
      partial.append(
          "acme", id, new Piece(0, OptionalLong.empty(), Optional.empty(), dyingStream()));
    }

    private static InputStream dyingStream() {
      return new ByteArrayInputStream(content()) {
        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
          if (pos > DIES_AFTER) {
            Runtime.getRuntime().halt(DIED);
          }
          return super.read(buffer, offset, length);
        }
      };
    }
  }
}
