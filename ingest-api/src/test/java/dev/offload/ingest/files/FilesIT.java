package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.files.FileStore;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class FilesIT {

  private static final String SHA_256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String DIGEST_OF_HELLO =
      "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";

  @TestHTTPResource URI server;
  @Inject FileStore files;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void uploadedFileComesBackAsItWas() {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    Response stored =
        Api.bootstrap()
            .contentType("image/x-test;charset=UTF-8")
            .queryParam("name", "Fotos über \"alles\".bin")
            .body(bytes)
            .post("/v1/files");

    stored
        .then()
        .statusCode(201)
        .body("size", equalTo(bytes.length))
        .body("name", equalTo("Fotos über \"alles\".bin"))
        .body("contentType", equalTo("image/x-test;charset=UTF-8"))
        .header("Location", "/v1/files/" + stored.path("id"));
    Response got = Api.bootstrap().get(stored.header("Location"));
    got.then()
        .statusCode(200)
        .header("Content-Length", "1000000")
        .header("Content-Type", "image/x-test;charset=UTF-8")
        .header("ETag", "\"" + stored.path("sha256") + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Disposition",
            "attachment; filename=\"Fotos _ber _alles_.bin\";"
                + " filename*=UTF-8''Fotos%20%C3%BCber%20%22alles%22.bin");
    assertThat(got.asByteArray()).isEqualTo(bytes);
  }

  @Test
  void multipartUploadIsTheFileInIt() {
    Response stored =
        Api.bootstrap()
            .multiPart("file", "notes.txt", "hello".getBytes(UTF_8), "text/plain")
            .queryParam("sha256", SHA_256_OF_HELLO)
            .post("/v1/files");

    stored
        .then()
        .statusCode(201)
        .body("name", equalTo("notes.txt"))
        .body("contentType", equalTo("text/plain"))
        .body("sha256", equalTo(SHA_256_OF_HELLO));
    assertThat(Api.bootstrap().get(stored.header("Location")).asString()).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
                    | attachment; filename="../über.txt"           | über.txt
                    | attachment; filename*=UTF-8''%E2%82%AC%20a   | € a
                    | attachment                                   | file
          ?name=b   | attachment; filename="a.txt"                 | b
          ?name=b   | attachment; filename="a.txt                  | b
          ?name=%2e./b.txt     | attachment                        | b.txt
          ?name=C:%5Cd%5Cb.txt | attachment                        | b.txt
          """)
  void nameOfAFileIsInTheQueryOrInAHeader(String query, String disposition, String name)
      throws IOException {
    String head =
        "POST /v1/files%s HTTP/1.1\r\nAuthorization: Bearer %s\r\nContent-Length: 5\r\n"
            .formatted(query == null ? "" : query, Surroundings.BOOTSTRAP_KEY);
    String named = head + "Content-Disposition: " + disposition;

    RawHttp.Answer stored =
        new RawHttp(server)
            .send(new String(named.getBytes(UTF_8), ISO_8859_1), "hello".getBytes(UTF_8));

    assertThat(stored.status()).isEqualTo(201);
    assertThat(Json.MAPPER.readTree(stored.body()).path("name").asText()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?name=in%E2%80%AEtxt.exe|",
        "?name=%E2%80%8B|",
        "?name=|",
        "|attachment; filename*=UTF-8''in%E2%80%AEtxt.exe"
      })
  void nameThatShowsAnotherOneIsRefused(String queryAndDisposition) throws IOException {
    String[] parts = queryAndDisposition.split("\\|", 2);
    String head =
        "POST /v1/files%s HTTP/1.1\r\nAuthorization: Bearer %s\r\nContent-Length: 5"
            .formatted(parts[0], Surroundings.BOOTSTRAP_KEY);
    String named = parts[1].isEmpty() ? head : head + "\r\nContent-Disposition: " + parts[1];

    RawHttp.Answer refused = new RawHttp(server).send(named, "hello".getBytes(UTF_8));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("invalid-parameter", "turn the direction of text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv; charset=\"UTF-8\"",
        "application/vnd.oasis.opendocument.text",
        "image/svg+xml;a=b;c=\"d;e\""
      })
  void acceptedMediaTypeIsReturnedUnchanged(String mediaType) throws IOException {
    String head = " HTTP/1.1\r\nAuthorization: Bearer " + Surroundings.BOOTSTRAP_KEY;
    String upload = "POST /v1/files" + head + "\r\nContent-Length: 5\r\nContent-Type: ";
    RawHttp.Answer stored = new RawHttp(server).send(upload + mediaType, "hello".getBytes(UTF_8));

    assertThat(stored.status()).isEqualTo(201);
    String download = "GET " + stored.headers().get("location") + head;
    RawHttp.Answer given = new RawHttp(server).send(download, new byte[0]);
    assertThat(given.status()).isEqualTo(200);
    assertThat(given.body()).isEqualTo("hello");
  }

  @Test
  void compressedUploadIsTheFileInIt() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write("hello".getBytes(UTF_8));
    }

    Response stored =
        Api.bootstrap()
            .contentType("text/plain")
            .header("Content-Encoding", "gzip")
            .queryParam("sha256", SHA_256_OF_HELLO)
            .body(compressed.toByteArray())
            .post("/v1/files");

    stored
        .then()
        .statusCode(201)
        .body("size", equalTo(5))
        .body("sha256", equalTo(SHA_256_OF_HELLO));
  }

  @Test
  void refusedEncodingIsAnsweredWithTheSupportedOne() {
    Api.bootstrap()
        .contentType("text/plain")
        .header("Content-Encoding", "br")
        .body("hello")
        .post("/v1/files")
        .then()
        .statusCode(415)
        .header("Accept-Encoding", "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Digest", "Repr-Digest"})
  void digestOfTheBytesIsTakenAndAnswered(String header) {
    String file =
        Api.bootstrap()
            .header(header, DIGEST_OF_HELLO)
            .contentType("text/plain")
            .body("hello")
            .post("/v1/files")
            .then()
            .statusCode(201)
            .body("sha256", equalTo(SHA_256_OF_HELLO))
            .extract()
            .header("Location");

    Api.bootstrap().get(file).then().header("Repr-Digest", DIGEST_OF_HELLO);
    Api.bootstrap().head(file).then().header("Repr-Digest", DIGEST_OF_HELLO);
    Api.bootstrap()
        .header("Range", "bytes=1-2")
        .get(file)
        .then()
        .statusCode(206)
        .header("Repr-Digest", DIGEST_OF_HELLO);
  }

  @ParameterizedTest
  @CsvSource({
    "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, 201",
    "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:, 422",
  })
  void digestOnASecondLineCounts(String digest, int status) throws IOException {
    for (String name : new String[] {"Content-Digest", "Repr-Digest"}) {
      String head =
          "POST /v1/files HTTP/1.1\r\nAuthorization: Bearer %1$s\r\nContent-Length: 5\r\n%2$s: md5=:AAAA:\r\n%2$s: %3$s"
              .formatted(Surroundings.BOOTSTRAP_KEY, name, digest);

      assertThat(new RawHttp(server).send(head, "hello".getBytes(UTF_8)).status())
          .isEqualTo(status);
    }
  }

  @Test
  void fileWhoseClientFallsSilentIsCutOff() throws IOException {
    String key = Api.newKey("silent-files", "submit");
    String head =
        "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 11\r\n\r\nhello "
            .formatted(key);
    try (Socket silent = new Socket(server.getHost(), server.getPort())) {
      silent.setSoTimeout(20_000);
      silent.getOutputStream().write(head.getBytes(UTF_8));

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    await().untilAsserted(() -> assertThat(files.usage("silent-files").files()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-1,     206, he,    bytes 0-1/5",
    "BYTES=0-1,     206, he,    bytes 0-1/5",
    "bytes=1-,      206, ello,  bytes 1-4/5",
    "bytes=-2,      206, lo,    bytes 3-4/5",
    "bytes=3-99,    206, lo,    bytes 3-4/5",
    "'bytes=0-0,2-3', 200, hello,",
    "lines=0-1,     200, hello,",
    "bytes=3-1,     200, hello,",
  })
  void rangeIsThatPartOfTheFile(String range, int status, String content, String contentRange) {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Response answer = Api.bootstrap().header("Range", range).get("/v1/files/" + id);

    answer.then().statusCode(status).header("Content-Range", contentRange);
    assertThat(answer.asString()).isEqualTo(content);
  }

  @Test
  void rangeOfAnotherContentIsTheWholeFile() {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Api.bootstrap()
        .header("Range", "bytes=0-1")
        .header("If-Range", "\"other\"")
        .get("/v1/files/" + id)
        .then()
        .statusCode(200);
    Api.bootstrap()
        .header("Range", "bytes=0-1")
        .header("If-Range", "\"" + SHA_256_OF_HELLO + "\"")
        .get("/v1/files/" + id)
        .then()
        .statusCode(206);
  }

  @ParameterizedTest
  @CsvSource({
    "\"" + SHA_256_OF_HELLO + "\", 304",
    "W/\"" + SHA_256_OF_HELLO + "\", 304",
    "*, 304",
    "\"other\", 200"
  })
  void contentThatIsKnownIsNotSentAgain(String ifNoneMatch, int status) {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Response answer = Api.bootstrap().header("If-None-Match", ifNoneMatch).get("/v1/files/" + id);

    answer.then().statusCode(status).header("ETag", "\"" + SHA_256_OF_HELLO + "\"");
    assertThat(answer.asString()).isEqualTo(status == 304 ? "" : "hello");
  }

  @ParameterizedTest
  @CsvSource({
    "\"" + SHA_256_OF_HELLO + "\", 206",
    "'\"other\", \"" + SHA_256_OF_HELLO + "\"', 206",
    "*, 206",
    "W/\"" + SHA_256_OF_HELLO + "\", 412",
    "\"other\", 412"
  })
  void contentThatIsNotTheExpectedOneIsNotSent(String ifMatch, int status) {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Response answer =
        Api.bootstrap()
            .header("If-Match", ifMatch)
            .header("If-Range", "\"" + SHA_256_OF_HELLO + "\"")
            .header("Range", "bytes=0-1")
            .get("/v1/files/" + id);

    answer.then().statusCode(status).header("ETag", "\"" + SHA_256_OF_HELLO + "\"");
    if (status == 206) {
      assertThat(answer.asString()).isEqualTo("he");
    } else {
      answer.then().body("code", equalTo("precondition-failed"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun, 29 Nov 2026 08:00:00 GMT", "W/\"" + SHA_256_OF_HELLO + "\""})
  void rangeOfAContentThatIsNotCertainIsTheWholeFile(String ifRange) {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Api.bootstrap()
        .header("Range", "bytes=0-1")
        .header("If-Range", ifRange)
        .get("/v1/files/" + id)
        .then()
        .statusCode(200);
  }

  @Test
  void headTellsTheSizeWithoutTheBytes() {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");

    Api.bootstrap()
        .header("Range", "bytes=0-1")
        .head("/v1/files/" + id)
        .then()
        .statusCode(200)
        .header("Content-Length", "5")
        .header("Accept-Ranges", "bytes");
  }

  @Test
  void existingFileNamedInATaskIsHeld() {
    String id = Api.upload(Surroundings.BOOTSTRAP_KEY, "hello");
    String body =
        """
        {"type": "parcel", "input": {"to": "x", "stops": [{"city": "a", "photo": "%s"}]}}
        """;

    Api.bootstrap()
        .contentType("application/json")
        .body(body.formatted(id))
        .post("/v1/tasks")
        .then()
        .statusCode(202);
  }
}
