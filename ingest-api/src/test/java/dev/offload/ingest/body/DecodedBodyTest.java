package dev.offload.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedBodyTest {
  private static final String TEXT = "hello ".repeat(10_000);

  @Test
  void bytesAreThoseThatWereCompressed() throws IOException {
    assertThat(decoded(gzipped(TEXT), TEXT.length())).asString(UTF_8).isEqualTo(TEXT);
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
    byte[] decoded = new DecodedBody(pieces, 100_000).readAllBytes();

    assertThat(decoded).asString(UTF_8).isEqualTo("a" + TEXT);
  }

  @Test
  void everythingThatAHeaderMayHoldIsPassedOver() throws IOException {
    byte[] plain = gzipped("hello");
    byte[] header = {0x1F, (byte) 0x8B, 8, 0x1F, 1, 2, 3, 4, 2, 3};
    byte[] more = {3, 0, 'x', 0, 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 5, 6};
    byte[] file = concat(header, more, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(decoded(file, 5)).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void damagedBodyAndTrailingBytesAreRefused() throws IOException {
    byte[] plain = gzipped("hello");
    byte[] otherChecksum = plain.clone();
    otherChecksum[plain.length - 8] ^= 1;
    byte[] otherSize = plain.clone();
    otherSize[plain.length - 1] ^= 1;
    byte[] cut = Arrays.copyOf(plain, plain.length - 1);

    for (byte[] body :
        List.of(
            concat(plain, new byte[] {0}),
            concat(plain, "and more".getBytes(UTF_8)),
            concat(plain, cut),
            concat(plain, otherChecksum),
            otherChecksum,
            otherSize)) {
      assertThatThrownBy(() -> decoded(body, 100)).isInstanceOf(UndecodableBody.class);
    }
  }

  @Test
  void oversizedBodyIsRefusedBeforeItIsAllDecoded() {
    assertThatThrownBy(() -> decoded(gzipped(TEXT), TEXT.length() - 1))
        .isInstanceOfSatisfying(
            UndecodableBody.class,
            e -> assertThat(e.problem().problem().code()).isEqualTo("too-large"));
  }

  @Test
  void bodyThatBreaksOffIsRefusedWhereverThatIs() throws IOException {
    byte[] whole = gzipped("hello");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> decoded(part, 100))
          .as("after %d bytes", length)
          .isInstanceOf(UndecodableBody.class);
    }
  }

  @Test
  void bodyThatIsNotGzipIsRefused() {
    assertThatThrownBy(() -> decoded("{\"type\": \"parcel\"}".getBytes(UTF_8), 100))
        .isInstanceOf(UndecodableBody.class);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] decoded(byte[] encoded, long maxBytes) throws IOException {
    return new DecodedBody(new ByteArrayInputStream(encoded), maxBytes).readAllBytes();
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
