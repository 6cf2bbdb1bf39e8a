package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFileTest {

  private static final String TYPE = "multipart/form-data; boundary=\"frontier\"";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 11, 64, 100_000})
  void contentIsWholeHoweverTheBodyArrives(int pieceSize) throws IOException {
    String content = "a\r\n--fron\r\n--frontie\r\r\n\r\n-- " + "x".repeat(70_000) + "\r\n--frontie";

    MultipartFile file = open(body(content), pieceSize);

    assertThat(file.fileName()).isEqualTo("notes.txt");
    assertThat(file.contentType()).contains("text/plain");
    assertThat(new String(file.readAllBytes(), ISO_8859_1)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r", "\r\n", "\n", "--frontier--"})
  void shortContentIsWhole(String content) throws IOException {
    assertThat(new String(open(body(content), 1).readAllBytes(), ISO_8859_1)).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # a browser
          form-data; name="file"; filename="a \\"b\\" %22c%22"          | a "b" "c"
          form-data; name="file"; filename="C:\\dir\\notes.txt"         | C:\\dir\\notes.txt
          # .NET
          form-data; name=file; filename=notes.txt; filename*=utf-8''notes.txt | notes.txt
          form-data; name=file; filename=my notes.txt                   | my notes.txt
          form-data; name=file; filename="=?utf-8?B?w6QudHh0?="; filename*=utf-8''%C3%A4.txt | ä.txt
          form-data; name=file; filename="=?utf-8?B?w6QudHh0?="         | ä.txt
          form-data; name=file; filename="=?iso-8859-1?q?=E4_b.txt?="   | ä b.txt
          # RFC 8187
          form-data; filename*=UTF-8'en'%E2%82%AC%20rates               | € rates
          form-data; filename*=iso-8859-1''%A3.txt; filename=pound.txt  | £.txt
          form-data; filename*=koi8-r''%A3.txt; filename=pound.txt      | pound.txt
          form-data; filename*=UTF-8''%A3.txt; filename=pound.txt       | pound.txt
          form-data; filename*=UTF-8''%A; filename=pound.txt            | pound.txt
          # any order, any case, any space
          FORM-DATA;FileName="a;b=c.txt" ; Name="file"                  | a;b=c.txt
          form-data; filename = "a.txt"                                 | a.txt
          """)
  void fileNameIsReadAsClientsSpellIt(String disposition, String name) throws IOException {
    String body =
        body("x").replace("form-data; name=\"file\"; filename=\"notes.txt\"", disposition);

    MultipartFile file = open(new String(body.getBytes(UTF_8), ISO_8859_1), 64);

    assertThat(file.fileName()).isEqualTo(name);
    assertThat(file.readAllBytes()).containsExactly('x');
  }

  @Test
  void fileNameInLatin1IsReadAsItIsWritten() throws IOException {
    assertThat(open(named("Müller.csv"), 64).fileName()).isEqualTo("Müller.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r\n\r\n", "This is a message in many parts.\r\n"})
  void textBeforeTheFirstBoundaryIsPassedOver(String preamble) throws IOException {
    MultipartFile file = open(preamble + body("x"), 3);

    assertThat(file.fileName()).isEqualTo("notes.txt");
    assertThat(file.readAllBytes()).containsExactly('x');
  }

  @Test
  void spaceAfterABoundaryIsIgnored() throws IOException {
    String body = body("x").replace("--frontier\r\nC", "--frontier \t\r\nC");

    assertThat(open(body, 64).readAllBytes()).containsExactly('x');
  }

  @Test
  void headerMayGoOnInTheNextLine() throws IOException {
    String body = body("x").replace("; filename", ";\r\n\tfilename");

    assertThat(open(body, 64).fileName()).isEqualTo("notes.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "8bit", "7BIT"})
  void encodingsThatLeaveTheBytesAloneAreTaken(String encoding) throws IOException {
    assertThat(open(encoded(encoding), 64).readAllBytes()).containsExactly('x');
  }

  @ParameterizedTest
  @ValueSource(strings = {"base64", "quoted-printable"})
  void encodedFileIsNotTakenForTheFile(String encoding) {
    assertThatThrownBy(() -> open(encoded(encoding), 64))
        .isInstanceOf(MultipartFile.Malformed.class)
        .hasMessageContaining("Content-Transfer-Encoding");
  }

  @Test
  void longHeadersAreReadOrRefused() throws IOException {
    assertThat(open(named("\\\"".repeat(3_000)), 64).fileName()).isEqualTo("\"".repeat(3_000));
    assertThatThrownBy(() -> open(named("\\\"".repeat(30_000)), 64))
        .isInstanceOf(MultipartFile.Malformed.class);
  }

  private static String named(String name) {
    return body("x").replace("notes.txt", name);
  }

  private static String encoded(String encoding) {
    return body("x")
        .replace("Content-Type", "Content-Transfer-Encoding: " + encoding + "\r\nContent-Type");
  }

  @Test
  void textAfterTheClosingBoundaryIsNotContent() throws IOException {
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
