package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
  @TempDir Path root;

  @Test
  void directoryWithLessSpaceThanTheReserveIsReported() {
    Path full = root.resolve("full");
    Reserve reserve =
        new Reserve(
            List.of(root.resolve("roomy"), full),
            100,
            directory -> directory.equals(root) ? 99 : 0);

    assertThat(reserve.shortage().map(Reserve.Shortage::directory)).contains(root.resolve("roomy"));
    assertThat(new Reserve(List.of(full), 99, _ -> 99).shortage()).isEmpty();
  }

  @Test
  void bytesToBeWrittenCount() {
    Reserve reserve = new Reserve(List.of(root), 100, _ -> 150);

    assertThat(reserve.shortageAfter(50)).isEmpty();
    assertThat(reserve.shortageAfter(51)).contains(new Reserve.Shortage(root, 150));
  }

  @Test
  void missingDirectoryCountsAtItsParent() {
    Reserve reserve = Reserve.of(List.of(root.resolve("not/there/yet")), Long.MAX_VALUE);

    assertThat(reserve.shortage()).isPresent();
  }

  @Test
  void diskOfUnknownSpaceCountsAsHavingEnough() {
    Reserve reserve =
        new Reserve(
            List.of(root),
            100,
            _ -> {
              throw new IOException("stale handle");
            });

    assertThat(reserve.shortage()).isEmpty();
  }

  @Test
  void negativeReserveIsRefused() {
    assertThatThrownBy(() -> Reserve.of(List.of(root), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void fileThatWouldUseUpTheReserveIsRefused() throws IOException {
    Deque<Long> usable = new ArrayDeque<>(List.of(10_000_000L, 9_000_000L, 99L));
    FileStore store = store(usable);

    Storing outcome =
        store.store(
            "acme",
            new NewFile("big", "text/plain", Optional.empty(), Long.MAX_VALUE),
            new ByteArrayInputStream(new byte[4_000_000]));

    assertThat(outcome).isEqualTo(new Storing.NoRoom());
    try (Stream<Path> left = Files.list(root.resolve("incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void fullDiskIsReportedAsAnOutcome() throws IOException {
    InputStream full =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Storing outcome =
        store(new ArrayDeque<>(List.of(100L))).store("acme", FileStoreConformance.file(9), full);

    assertThat(outcome).isEqualTo(new Storing.NoRoom());
  }

  /// A disk that reports the next value of `usable` at each check.
  private FileStore store(Deque<Long> usable) throws IOException {
    Reserve reserve = new Reserve(List.of(root), 100, _ -> usable.remove());
    return DirectoryFileStore.open(
        root, new StoreLimits(reserve, _ -> Quota.NONE), InstantSource.system());
  }
}
