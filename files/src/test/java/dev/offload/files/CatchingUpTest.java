package dev.offload.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchingUpTest {
  private static final int STEP = 10_000;

  @TempDir Path root;

  /// As in a process that has been started in the middle of an upload.
  @Test
  void littleIsLeftToReadWhenTheLastByteHasCome() throws Exception {
    byte[] bytes = new byte[5_000_000];
    new Random(4).nextBytes(bytes);
    int there = 2_000_000;
    HashSoFar hash = HashSoFar.ofNothing();
    try (FileChannel channel =
        FileChannel.open(
            root.resolve("content"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      Durable.writeAll(channel, ByteBuffer.wrap(bytes, 0, there));
      try (CatchingUp catchingUp = CatchingUp.start(hash, root.resolve("content"), there)) {
        for (int at = there; at < bytes.length; at += STEP) {
          byte[] more = java.util.Arrays.copyOfRange(bytes, at, at + STEP);
          hash.add(at, more, STEP);
          Durable.writeAll(channel, ByteBuffer.wrap(more));
          catchingUp.goOnTo(channel, at + STEP);
          while (at > bytes.length / 2 && hash.position() < at) {
            Thread.onSpinWait(); // the line is slower than the disk
          }
        }
        assertThat(hash.position()).isEqualTo(bytes.length);
      }

      assertThat(hash.complete(channel, bytes.length))
          .isEqualTo(Sha256.of(Sha256.digest().digest(bytes)));
    }
  }
}
