package dev.offload.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecodedBodyTest {
  private static final String TEXT = "hello ".repeat(10_000);

  @Test
  void bytesAreThoseThatWereCompressed() throws IOException {
    assertThat(decoded(gzipped(TEXT), TEXT.length())).asString(UTF_8).isEqualTo(TEXT);
  }

  @Test
  void oversizedBodyIsRefusedBeforeItIsAllDecoded() {
    assertThatThrownBy(() -> decoded(gzipped(TEXT), TEXT.length() - 1))
        .isInstanceOfSatisfying(
            UndecodableBody.class,
            e -> assertThat(e.problem().problem().code()).isEqualTo("too-large"));
  }

  @Test
  void bodyThatIsNotGzipIsRefused() {
    assertThatThrownBy(() -> decoded("{\"type\": \"parcel\"}".getBytes(UTF_8), 100))
        .isInstanceOfSatisfying(
            UndecodableBody.class,
            e -> assertThat(e.problem().problem().code()).isEqualTo("invalid-parameter"));
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
