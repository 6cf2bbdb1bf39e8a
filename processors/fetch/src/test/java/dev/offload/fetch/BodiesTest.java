package dev.offload.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.TestConfig;
import dev.offload.worker.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers send: too much, too little, too slowly, or something else.
class BodiesTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String GZIP = "Content-Encoding: gzip\r\n";
  private static final byte[] ROWS = "a,b\n1,2\n".repeat(100).getBytes(UTF_8);

  private final CountDownLatch never = new CountDownLatch(1);
  private Fetching fetching;

  @BeforeEach
  void open() throws IOException {
    fetching =
        new Fetching(Map.of("offload.fetch.silence", "3s", "offload.fetch.max-size", "2000000"));
  }

  @AfterEach
  void close() throws IOException {
    fetching.close();
  }

  @Test
  void fileThatSaysThatItIsTooLargeIsNotRead() throws Exception {
    fetching.site.put(
        "/",
        out -> {
          write(out, OK + "Content-Length: 1000001\r\n\r\n");
          never.await();
        });

    failsFor("source-too-large", "it has more than the 1,000,000 bytes that are allowed");
  }

  @Test
  void fileMayHaveAsManyBytesAsAreAllowed() throws Exception {
    fetching.site.file("/", "", new byte[1_000]);
    assertThat(fetching.fetch(FetchRig.of(fetching.site.url("/"), 1_000)))
        .isInstanceOf(Outcome.Succeeded.class);

    assertThat(fetching.failure(FetchRig.of(fetching.site.url("/"), 999)).code())
        .isEqualTo("source-too-large");
  }

  @Test
  void operatorsLimitHoldsToo() throws Exception {
    fetching.site.put("/", OK + "Content-Length: 2000001\r\n\r\n");

    assertThat(fetching.failure(FetchRig.of(fetching.site.url("/"), Long.MAX_VALUE)).message())
        .contains("2,000,000 bytes");
  }

  @Test
  void endlessChunksEndAtTheLimit() throws Exception {
    String chunk = "3e8\r\n" + "x".repeat(1_000) + "\r\n";
    fetching.site.put("/", endless(OK + "Transfer-Encoding: chunked\r\n\r\n", chunk));

    failsFor("source-too-large", "1,000,000 bytes");
  }

  @Test
  void endlessBodyWithoutALengthEndsAtTheLimit() throws Exception {
    fetching.site.put("/", endless(OK + "\r\n", "x".repeat(1_000)));

    failsFor("source-too-large", "1,000,000 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nx",
        "Content-Length: 10\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n0\r\n\r\n",
      })
  void fileThatDoesNotArriveWholeIsTriedAgain(String rest) throws Exception {
    fetching.site.put("/", OK + rest);

    Outcome.Failed failed = fetching.failure("/");

    assertThat(failed.code()).isEqualTo("source-broken");
    assertThat(failed.isFinal()).isFalse();
  }

  @Test
  void bytesBeyondTheLengthAreIgnored() throws Exception {
    fetching.site.put("/", OK + "Content-Length: 5\r\n\r\nhello, world");

    assertThat(fetching.fetched("/").contents.getFirst()).asString().isEqualTo("hello");
  }

  @Test
  void serverThatStopsSendingIsGivenUp() throws Exception {
    fetching.site.put(
        "/",
        out -> {
          write(out, OK + "Content-Length: 10\r\n\r\nhello");
          never.await();
        });

    failsFor("source-broken", "the server stopped sending");
  }

  @Test
  void serverThatDoesNotAnswerIsGivenUp() throws Exception {
    fetching.site.put("/", _ -> never.await());

    failsFor("source-unreachable", "the server did not answer in time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\u0000\u0001"})
  void invalidAnswerIsTriedAgain(String raw) throws Exception {
    fetching.site.put("/", raw);

    failsFor("source-unreachable", "the connection ended before a valid HTTP answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-More: and more\r\n", "x"})
  void endlessHeadIsGivenUp(String more) throws Exception {
    fetching.site.put("/", endless(OK, more));

    assertThat(fetching.failure("/").code()).isEqualTo("source-unreachable");
  }

  @Test
  void slowBodyEndsAtTheTimeLimit() throws Exception {
    try (Fetching hasty = new Fetching(Map.of("offload.fetch.time-limit", "300ms"))) {
      hasty.site.put(
          "/",
          out -> {
            write(out, OK + "Content-Length: 1000000\r\n\r\n");
            while (true) {
              write(out, "x");
              Thread.sleep(1);
            }
          });

      Outcome.Failed failed = hasty.failure("/");

      assertThat(failed.code()).isEqualTo("source-too-slow");
      assertThat(failed.message()).isEqualTo("it took longer than PT0.3S");
      assertThat(failed.isFinal()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void compressedFileIsDecompressed(String coding) throws Exception {
    fetching.site.file("/", "Content-Encoding: " + coding + "\r\n", gzip(ROWS));

    assertThat(fetching.fetched("/").contents.getFirst()).isEqualTo(ROWS);
  }

  @Test
  void archiveThatIsAFileStaysAsItIs() throws Exception {
    byte[] archive = gzip(ROWS);
    fetching.site.file("/rows.csv.gz", "Content-Type: application/gzip\r\n", archive);

    assertThat(fetching.fetched("/rows.csv.gz").contents.getFirst()).isEqualTo(archive);
  }

  @Test
  void membersOfACompressedFileAreOneFile() throws Exception {
    byte[] first = gzip(ROWS);
    byte[] second = gzip(ROWS);
    fetching.site.put(
        "/",
        out -> {
          write(out, OK + GZIP + "Transfer-Encoding: chunked\r\n\r\n");
          chunk(out, first);
          chunk(out, second);
          write(out, "0\r\n\r\n");
        });

    assertThat(fetching.fetched("/").contents.getFirst()).hasSize(2 * ROWS.length);
  }

  @Test
  void compressedFileThatEndsBetweenItsMembersIsTriedAgain() throws Exception {
    byte[] first = gzip(ROWS);
    fetching.site.put(
        "/",
        out -> {
          write(out, OK + GZIP + "Transfer-Encoding: chunked\r\n\r\n");
          chunk(out, first);
        });

    assertThat(fetching.failure("/").code()).isEqualTo("source-broken");
  }

  @Test
  void decompressionBombEndsAtTheLimit() throws Exception {
    byte[] bomb = gzip(new byte[100_000_000]);
    assertThat(bomb.length).isLessThan(200_000);
    fetching.site.file("/", GZIP, bomb);

    failsFor("source-too-large", "1,000,000 bytes");
  }

  @Test
  void anyNumberOfEmptyGzipMembersIsRead() throws Exception {
    byte[] none = gzip(new byte[0]);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      many.write(none);
    }
    many.write(gzip(ROWS));
    fetching.site.file("/", GZIP, many.toByteArray());

    assertThat(fetching.fetched("/").contents.getFirst()).isEqualTo(ROWS);
  }

  @Test
  void compressedFileThatIsCutOffIsTriedAgain() throws Exception {
    byte[] whole = gzip(ROWS);
    fetching.site.file("/", GZIP, Arrays.copyOf(whole, whole.length - 9));

    failsFor("source-broken", "the connection ended before the whole file had arrived");
  }

  @Test
  void bodyThatIsNotCompressedIsTriedAgain() throws Exception {
    fetching.site.file("/", GZIP, ROWS);

    failsFor("source-broken", "what the server sends is not valid gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "deflate",
        "zstd",
        "gzip, gzip",
        "gzip, identity",
        "gzip\r\nContent-Encoding: br"
      })
  void unrequestedContentCodingIsRefused(String coding) throws Exception {
    fetching.site.file("/", "Content-Encoding: " + coding + "\r\n", ROWS);

    Outcome.Failed failed = fetching.failure("/");

    assertThat(failed.code()).isEqualTo("source-unreadable");
    assertThat(failed.isFinal()).isTrue();
  }

  @Test
  void limitOfTheFileIsConfigured() {
    assertThat(TestConfig.of(FetchConfig.class, Map.of()).maxSize().asLongValue())
        .isEqualTo(1L << 30);
  }

  private void failsFor(String code, String message) throws IOException {
    Outcome.Failed failed = fetching.failure("/");
    assertThat(failed.code()).isEqualTo(code);
    assertThat(failed.message()).contains(message);
  }

  private static RawSite.Page endless(String begin, String more) {
    return out -> {
      write(out, begin);
      while (true) {
        write(out, more);
      }
    };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    write(out, Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    write(out, "\r\n");
    out.flush();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
