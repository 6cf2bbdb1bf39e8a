package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFileTest {

  private static final String TYPE = "multipart/form-data; boundary=\"frontier\"";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 11, 64, 100_000})
  void contentIsWholeHoweverTheBodyArrives(int pieceSize) throws IOException {
    String content = "a\r\n--fron\r\n--frontie\r\r\n\r\n-- " + "x".repeat(70_000) + "\r\n--frontie";

    MultipartFile file = open(body(content), pieceSize);

    assertThat(file.fileName()).contains("notes.txt");
    assertThat(file.contentType()).contains("text/plain");
    assertThat(new String(file.readAllBytes(), ISO_8859_1)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r", "\r\n", "\n", "--frontier--"})
  void shortContentIsWhole(String content) throws IOException {
    assertThat(new String(open(body(content), 1).readAllBytes(), ISO_8859_1)).isEqualTo(content);
  }

  @Test
  void escapedFileNameIsRead() throws IOException {
    String body = body("x").replace("notes.txt", "a \\\"b\\\" %22c%22");

    assertThat(open(body, 64).fileName()).contains("a \"b\" \"c\"");
  }

  @Test
  void whatFollowsTheClosingBoundaryIsNotContent() throws IOException {
    assertThat(open(body("x") + "epilogue", 5).readAllBytes()).containsExactly('x');
  }

  @Test
  void bodyThatBreaksOffIsMalformedAndNotShorter() throws IOException {
    String body = body("hello");
    for (int length = body.length() - "--\r\n".length(); length > body.indexOf("hello"); length--) {
      MultipartFile file = open(body.substring(0, length), 8);

      assertThatThrownBy(file::readAllBytes)
          .as("after %d bytes", length)
          .isInstanceOf(MultipartFile.Malformed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\""
      })
  void contentTypeHasToNameABoundary(String contentType) {
    InputStream body = new ByteArrayInputStream(body("x").getBytes(ISO_8859_1));

    assertThatThrownBy(() -> MultipartFile.open(body, contentType))
        .isInstanceOf(MultipartFile.Malformed.class)
        .hasMessageContaining("boundary");
  }

  private static String body(String content) {
    return "--frontier\r\n"
        + "Content-Disposition: form-data; name=\"file\"; filename=\"notes.txt\"\r\n"
        + "Content-Type: text/plain\r\n\r\n"
        + content
        + "\r\n--frontier--\r\n";
  }

  private static MultipartFile open(String body, int pieceSize) throws IOException {
    InputStream bytes = new ByteArrayInputStream(body.getBytes(ISO_8859_1));
    return MultipartFile.open(
        new FilterInputStream(bytes) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, pieceSize));
          }
        },
        TYPE);
  }
}
