package dev.offload.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecodedBodyTest {
  private static final String TEXT = "hello ".repeat(10_000);

  @Test
  void bytesAreThoseThatWereCompressed() throws IOException {
    assertThat(decoded(gzipped(TEXT), TEXT.length())).asString(UTF_8).isEqualTo(TEXT);
  }

  @Test
  void severalMembersAreOneBody() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzipped("a"));
    both.write(gzipped("b"));

    assertThat(decoded(both.toByteArray(), 2)).asString(UTF_8).isEqualTo("ab");
  }

  @Test
  void moreThanAllowedIsRefusedBeforeItIsAllDecoded() {
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
  void bodyThatIsNoGzipIsRefused() {
    assertThatThrownBy(() -> decoded("{\"type\": \"parcel\"}".getBytes(UTF_8), 100))
        .isInstanceOf(UndecodableBody.class);
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
