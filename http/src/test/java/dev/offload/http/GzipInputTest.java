package dev.offload.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {
  private static final String TEXT = "hello ".repeat(10_000);

  @Test
  void bytesAreThoseThatWereCompressed() throws IOException {
    assertThat(decoded(gzipped(TEXT))).asString(UTF_8).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20, 21, 100_000})
  void severalMembersAreOneBodyHoweverItArrives(int pieceSize) throws IOException {
    byte[] three = concat(gzipped("a"), gzipped(""), gzipped(TEXT));

    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(three)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, pieceSize));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    byte[] decoded = new GzipInput(pieces).readAllBytes();

    assertThat(decoded).asString(UTF_8).isEqualTo("a" + TEXT);
  }

  @Test
  void everythingThatAHeaderMayHoldIsPassedOver() throws IOException {
    byte[] plain = gzipped("hello");
    byte[] header = {0x1F, (byte) 0x8B, 8, 0x1F, 1, 2, 3, 4, 2, 3};
    byte[] more = {3, 0, 'x', 0, 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 5, 6};
    byte[] file = concat(header, more, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(decoded(file)).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void damagedBodyAndTrailingBytesAreRefused() throws IOException {
    byte[] plain = gzipped("hello");
    byte[] otherChecksum = plain.clone();
    otherChecksum[plain.length - 8] ^= 1;
    byte[] otherSize = plain.clone();
    otherSize[plain.length - 1] ^= 1;

    for (byte[] body :
        List.of(
            concat(plain, new byte[] {0, 0}),
            concat(plain, "and more".getBytes(UTF_8)),
            concat(plain, otherChecksum),
            otherChecksum,
            otherSize)) {
      assertThatThrownBy(() -> decoded(body))
          .isInstanceOfSatisfying(
              GzipInput.NotGzip.class, e -> assertThat(e.isCutShort()).isFalse());
    }
  }

  @Test
  void bodyThatBreaksOffIsRefusedWhereverThatIs() throws IOException {
    byte[] whole = gzipped("hello");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> decoded(part))
          .as("after %d bytes", length)
          .isInstanceOfSatisfying(
              GzipInput.NotGzip.class, e -> assertThat(e.isCutShort()).isTrue());
    }
  }

  /// Some readers keep the name in memory.
  @Test
  void longNameTakesNoMemory() throws IOException {
    byte[] plain = gzipped("hello");
    byte[] header = {0x1F, (byte) 0x8B, 8, 1 << 3, 1, 2, 3, 4, 2, 3};
    byte[] name = new byte[16 * 1024 * 1024];
    Arrays.fill(name, 0, name.length - 1, (byte) 'n');
    byte[] file = concat(header, name, Arrays.copyOfRange(plain, 10, plain.length));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    byte[] decoded = decoded(file);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024 * 1024);
    assertThat(decoded).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void bodyThatIsNotGzipIsRefused() {
    assertThatThrownBy(() -> decoded("{\"type\": \"parcel\"}".getBytes(UTF_8)))
        .isInstanceOf(GzipInput.NotGzip.class);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] decoded(byte... encoded) throws IOException {
    return new GzipInput(new ByteArrayInputStream(encoded)).readAllBytes();
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
