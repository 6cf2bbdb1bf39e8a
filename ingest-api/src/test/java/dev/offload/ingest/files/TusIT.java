package dev.offload.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.files.FileStore;
import dev.offload.files.Usage;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Surroundings;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// tus 1.0.0 on `/v1/files`, as its specification has it.
@IngestTest
class TusIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String PIECE = "application/offset+octet-stream";
  private static final String SHA_256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TestHTTPResource URI server;
  @Inject FileStore files;
  @Inject FileCollector collector;

  @ConfigProperty(name = "offload.files.directory")
  Path directory;

  private final String tenant = "sender-" + TENANTS.incrementAndGet();
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "submit", "read", "manage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/files", "/v1/files/fil_019ab3c2-0000-7000-8000-000000000000"})
  void optionsTellWhatTheServerCan(String path) {
    Api.anonymous()
        .options(path)
        .then()
        .statusCode(204)
        .header("Allow", notNullValue())
        .header("Tus-Resumable", "1.0.0")
        .header("Tus-Version", "1.0.0")
        .header("Tus-Extension", containsString("creation-with-upload"))
        .header("Tus-Extension", containsString("termination"))
        .header("Tus-Max-Size", Integer.toString(Surroundings.MAX_RESUMABLE))
        .header("Tus-Checksum-Algorithm", "md5,sha1,sha256");
    Api.anonymous().options("/v1/tasks").then().header("Tus-Resumable", nullValue());
  }

  @Test
  void fileArrivesInPieces() {
    Response created =
        tus()
            .header("Upload-Length", 11)
            .header("Upload-Metadata", "filename ZmlsbS5tcDQ=,filetype dmlkZW8vbXA0,x YQ==")
            .post("/v1/files");
    created
        .then()
        .statusCode(201)
        .header("Tus-Resumable", "1.0.0")
        .header("Location", "/v1/files/" + created.path("id"))
        .header("Upload-Offset", "0")
        .header("Upload-Expires", notNullValue())
        .body("name", equalTo("film.mp4"))
        .body("contentType", equalTo("video/mp4"))
        .body("offset", equalTo(0))
        .body("length", equalTo(11));
    String file = created.header("Location");
    assertThat(expiry(created)).isBetween(inADay(-30), inADay(30));

    piece(file, 0, "hello ").statusCode(204).header("Upload-Offset", "6");
    with(key).get(file).then().statusCode(404).body("detail", containsString("6 of 11 bytes"));
    tus()
        .head(file)
        .then()
        .statusCode(200)
        .header("Tus-Resumable", "1.0.0")
        .header("Upload-Offset", "6")
        .header("Upload-Length", "11")
        .header("Upload-Metadata", "filename ZmlsbS5tcDQ=,filetype dmlkZW8vbXA0,x YQ==")
        .header("Upload-Expires", notNullValue())
        .header("Cache-Control", "no-store");
    piece(file, 6, "world")
        .statusCode(204)
        .header("Upload-Offset", "11")
        .header("Upload-Expires", nullValue());

    Response whole = with(key).get(file);
    whole.then().statusCode(200).header("Content-Type", "video/mp4");
    assertThat(whole.asString()).isEqualTo("hello world");
    tus()
        .head(file)
        .then()
        .statusCode(200)
        .header("Upload-Offset", "11")
        .header("Upload-Length", "11")
        .header("Upload-Metadata", "filename ZmlsbS5tcDQ=,filetype dmlkZW8vbXA0");
    piece(file, 5, "again").statusCode(409).header("Upload-Offset", "11");
  }

  @Test
  void firstPieceMayComeAtOnce() {
    Response created =
        tus()
            .header("Upload-Length", 11)
            .contentType(PIECE)
            .body("hello ".getBytes(UTF_8))
            .post("/v1/files");
    created.then().statusCode(201).header("Upload-Offset", "6").body("offset", equalTo(6));
    piece(created.header("Location"), 6, "world").statusCode(204);

    Response all =
        tus()
            .header("Upload-Length", 5)
            .contentType(PIECE)
            .body("hello".getBytes(UTF_8))
            .post("/v1/files");
    all.then()
        .statusCode(201)
        .header("Upload-Offset", "5")
        .header("Upload-Expires", nullValue())
        .body("expiresAt", nullValue());
    assertThat(with(key).get(all.header("Location")).asString()).isEqualTo("hello");
  }

  @Test
  void refusedFirstPieceLeavesNothing() throws Exception {
    tus()
        .header("Upload-Length", 5)
        .header("Upload-Checksum", "sha1 " + sha1("other"))
        .contentType(PIECE)
        .body("hello".getBytes(UTF_8))
        .post("/v1/files")
        .then()
        .statusCode(460);

    assertThat(files.usage(tenant)).isEqualTo(new Usage(0, 0));
  }

  @Test
  void emptyFileIsWholeAtOnce() {
    String file = begin(0);

    tus().head(file).then().statusCode(200).header("Upload-Offset", "0");
    with(key).get(file).then().statusCode(200).header("Content-Length", "0");
  }

  @Test
  void pieceAtAnotherOffsetIsRefused() {
    String file = begin(11);
    piece(file, 0, "hello ").statusCode(204);

    piece(file, 0, "hello ")
        .statusCode(409)
        .header("Tus-Resumable", "1.0.0")
        .header("Upload-Offset", "6")
        .body("code", equalTo("wrong-offset"));
    piece(file, 7, "x").statusCode(409);
  }

  @Test
  void pieceBeyondTheEndIsRefused() {
    String file = begin(5);

    piece(file, 0, "hello!").statusCode(413).body("code", equalTo("too-large"));

    tus().head(file).then().header("Upload-Offset", "0");
  }

  @Test
  void pieceIsCheckedAgainstItsHash() throws Exception {
    String file = begin(5);

    hashed(file, "sha1 " + sha1("other"), "hello")
        .statusCode(460)
        .header("Tus-Resumable", "1.0.0")
        .body("code", equalTo("piece-mismatch"));
    tus().head(file).then().header("Upload-Offset", "0");
    hashed(file, "sha1 " + sha1("hello"), "hello").statusCode(204);
  }

  @Test
  void wholeFileIsCheckedAgainstItsHash() throws Exception {
    String right =
        tus()
            .header("Upload-Length", 5)
            .post("/v1/files?sha256=" + SHA_256_OF_HELLO + "&name=greeting.txt")
            .header("Location");
    String wrong =
        tus()
            .header("Upload-Length", 5)
            .post("/v1/files?sha256=" + "0".repeat(64))
            .header("Location");

    piece(right, 0, "hello").statusCode(204);
    piece(wrong, 0, "hello").statusCode(422).body("code", equalTo("checksum-mismatch"));

    with(key)
        .head(right)
        .then()
        .header("Content-Disposition", containsString("greeting.txt"))
        .header("ETag", "\"" + SHA_256_OF_HELLO + "\"");
    tus().head(wrong).then().statusCode(404);
    assertThat(files.usage(tenant)).isEqualTo(new Usage(5, 1));
  }

  @Test
  void onlyOnePieceIsTakenAtATime() throws Exception {
    String file = begin(11);
    try (Socket slow = slowPiece(file, key, 11, "hel")) {
      await().untilAsserted(() -> piece(file, 0, "x").statusCode(423).header("Retry-After", "1"));
      tus().delete(file).then().statusCode(423).body("code", equalTo("upload-busy"));
      tus().head(file).then().statusCode(423).header("Retry-After", "1");
      slow.getOutputStream().write("lo world".getBytes(UTF_8));
      await().untilAsserted(() -> tus().head(file).then().header("Upload-Offset", "11"));
    }
  }

  @Test
  void bytesOfABrokenConnectionAreKept() throws Exception {
    String file = begin(11);

    try (Socket socket = slowPiece(file, key, 11, "hello ")) {
      await().untilAsserted(() -> piece(file, 0, "x").statusCode(423));
      socket.setSoLinger(true, 0);
    }

    await().untilAsserted(() -> tus().head(file).then().header("Upload-Offset", "6"));
    await().untilAsserted(() -> piece(file, 6, "world").statusCode(204));
    assertThat(with(key).get(file).asString()).isEqualTo("hello world");
  }

  @Test
  void pieceThatMakesNoProgressMakesWayForAnother() throws Exception {
    String file = begin(11);

    try (Socket silent = slowPiece(file, key, 11, "hello ")) {
      await().untilAsserted(() -> tus().head(file).then().header("Upload-Offset", "6"));
      await().untilAsserted(() -> piece(file, 6, "world").statusCode(204));
      assertThat(silent.isClosed()).isFalse();
    }

    assertThat(with(key).get(file).asString()).isEqualTo("hello world");
  }

  @Test
  void uploadThatIsGivenUpIsGone() throws Exception {
    String file = begin(11);
    piece(file, 0, "hello ").statusCode(204);

    tus().delete(file).then().statusCode(204).header("Tus-Resumable", "1.0.0");

    tus().head(file).then().statusCode(404).header("Upload-Offset", nullValue());
    piece(file, 6, "world").statusCode(404);
    assertThat(files.usage(tenant)).isEqualTo(new Usage(0, 0));
  }

  @Test
  void otherVersionsAreRefused() {
    String file = begin(11);

    for (String version : new String[] {"0.2.2", "1.0.1", ""}) {
      with(key)
          .header("Tus-Resumable", version)
          .header("Upload-Length", 5)
          .post("/v1/files")
          .then()
          .statusCode(412)
          .header("Tus-Version", "1.0.0");
      with(key).header("Tus-Resumable", version).head(file).then().statusCode(412);
    }
    with(key)
        .contentType(PIECE)
        .header("Upload-Offset", 0)
        .body("hello".getBytes(UTF_8))
        .patch(file)
        .then()
        .statusCode(412);
  }

  @Test
  void methodMayBeInAHeader() {
    String file = begin(5);

    tus()
        .header("X-HTTP-Method-Override", "PATCH")
        .header("Upload-Offset", 0)
        .contentType(PIECE)
        .body("hel".getBytes(UTF_8))
        .post(file)
        .then()
        .statusCode(204);
    tus().header("X-HTTP-Method-Override", "DELETE").post(file).then().statusCode(204);

    tus().head(file).then().statusCode(404);
    with(key).header("X-HTTP-Method-Override", "DELETE").post(file).then().statusCode(405);
  }

  @ParameterizedTest
  @CsvSource({"submit, 204, 200, 204", "read, 403, 200, 403", "manage, 403, 403, 204"})
  void uploadsNeedTheirScopes(String scope, int patch, int head, int delete) {
    String file = begin(11);
    String one = Api.newKey(tenant, scope);

    tus(one)
        .header("Upload-Offset", 0)
        .contentType(PIECE)
        .body("hello".getBytes(UTF_8))
        .patch(file)
        .then()
        .statusCode(patch);
    tus(one).head(file).then().statusCode(head);
    tus(one).delete(file).then().statusCode(delete);
  }

  @Test
  void keyThatMayOnlySubmitNeitherReadsNorDeletesFiles() {
    String file = begin(5);
    piece(file, 0, "hello").statusCode(204);
    String submitting = Api.newKey(tenant, "submit");

    tus(submitting).head(file).then().statusCode(200).header("Upload-Offset", "5");
    with(submitting).head(file).then().statusCode(403);
    with(submitting).get(file).then().statusCode(403);
    tus(submitting).delete(file).then().statusCode(403);
  }

  @Test
  void uploadOfAnotherTenantIsNotFound() {
    String file = begin(5);
    String foreign = Api.newKey("foreign", "submit", "read", "manage");

    tus(foreign).head(file).then().statusCode(404);
    tus(foreign)
        .header("Upload-Offset", 0)
        .contentType(PIECE)
        .body("hello".getBytes(UTF_8))
        .patch(file)
        .then()
        .statusCode(404);
    tus(foreign).delete(file).then().statusCode(404);
    with(foreign).get(file).then().statusCode(404);
    tus().head(file).then().statusCode(200);
  }

  @Test
  void uploadCountsTowardsTheQuotaFromItsBeginning() {
    String small = Api.newKey(Surroundings.SMALL_SENDER, "submit", "read", "manage");
    String file = tus(small).header("Upload-Length", 7).post("/v1/files").header("Location");

    tus(small)
        .header("Upload-Length", 4)
        .post("/v1/files")
        .then()
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"));
    with(small).body("1234").post("/v1/files").then().statusCode(429);

    tus(small).delete(file).then().statusCode(204);
    String other = tus(small).header("Upload-Length", 10).post("/v1/files").header("Location");
    tus(small).delete(other).then().statusCode(204);
  }

  @Test
  void tenantHasAFewUploadsAtATime() {
    String first = begin(5);
    for (int i = 1; i < Surroundings.MAX_RESUMABLE_FILES; i++) {
      begin(5);
    }

    tus()
        .header("Upload-Length", 5)
        .post("/v1/files")
        .then()
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", containsString("not complete"));

    piece(first, 0, "hello").statusCode(204);
    assertThat(begin(5)).startsWith("/v1/files/fil_");
  }

  @Test
  void abandonedUploadExpires() throws Exception {
    String old = begin(11);
    piece(old, 0, "hello ").statusCode(204);
    String young = begin(11);
    age(old, Duration.ofDays(2));
    assertThat(expiry(tus().head(old))).isBefore(Instant.now());

    await().until(collector::turn);

    tus().head(old).then().statusCode(404);
    tus().head(young).then().statusCode(200);
    assertThat(files.usage(tenant)).isEqualTo(new Usage(11, 1));
  }

  @Test
  void taskCannotNameAFileThatIsNotWhole() {
    String id = begin(5).substring("/v1/files/".length());
    String body =
        """
        {"type": "parcel", "input": {"to": "x", "stops": [{"city": "a", "photo": "%s"}]}}
        """;

    with(key)
        .contentType("application/json")
        .body(body.formatted(id))
        .post("/v1/tasks")
        .then()
        .statusCode(422);
    piece("/v1/files/" + id, 0, "hello").statusCode(204);
    with(key)
        .contentType("application/json")
        .body(body.formatted(id))
        .post("/v1/tasks")
        .then()
        .statusCode(202);
  }

  private String begin(long size) {
    Response created = tus().header("Upload-Length", size).post("/v1/files");
    created.then().statusCode(201);
    return created.header("Location");
  }

  private ValidatableResponse piece(String file, long offset, String content) {
    return tus()
        .header("Upload-Offset", offset)
        .contentType(PIECE)
        .body(content.getBytes(UTF_8))
        .patch(file)
        .then();
  }

  private ValidatableResponse hashed(String file, String hash, String content) {
    return tus()
        .header("Upload-Offset", 0)
        .header("Upload-Checksum", hash)
        .contentType(PIECE)
        .body(content.getBytes(UTF_8))
        .patch(file)
        .then();
  }

  /// A piece of which only the beginning has come yet.
  /// The client is told at once, and does not go on sending for nothing.
  @Test
  void refusedPieceIsNotReadToItsEnd() throws Exception {
    String file = begin(11);
    long sent = 0;
    try (Socket socket = slowPiece(file, key, 1_000_000_000, "hello")) {
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[1000];
      int length = in.read(answer);
      assertThat(new String(answer, 0, length, ISO_8859_1))
          .startsWith("HTTP/1.1 413 ")
          .containsIgnoringCase("connection: close");
      byte[] more = new byte[64 * 1024];
      try {
        while (sent < 1_000_000_000) {
          socket.getOutputStream().write(more);
          sent += more.length;
        }
      } catch (IOException e) {
        // The connection is closed.
      }
    }
    assertThat(sent).isLessThan(900_000_000);
  }

  private Socket slowPiece(String file, String key, int announced, String sent) throws Exception {
    Socket socket = new Socket(server.getHost(), server.getPort());
    String head =
        """
        PATCH %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Tus-Resumable: 1.0.0
        Upload-Offset: 0
        Content-Type: %s
        Content-Length: %d

        """
            .formatted(file, key, PIECE, announced);
    OutputStream out = socket.getOutputStream();
    out.write(head.replace("\n", "\r\n").getBytes(ISO_8859_1));
    out.write(sent.getBytes(UTF_8));
    out.flush();
    return socket;
  }

  private void age(String file, Duration age) throws Exception {
    Path folder =
        directory.resolve("partial").resolve(tenant).resolve(file.substring("/v1/files/".length()));
    try (Stream<Path> parts = Files.list(folder)) {
      Path mark =
          parts
              .filter(part -> part.getFileName().toString().startsWith("arrived-"))
              .findAny()
              .orElseThrow();
      Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(age)));
    }
  }

  private static Instant expiry(Response answer) {
    return ZonedDateTime.parse(
            answer.header("Upload-Expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  private static Instant inADay(int seconds) {
    return Instant.now().plus(Duration.ofDays(1)).plusSeconds(seconds);
  }

  private static String sha1(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  private RequestSpecification tus() {
    return tus(key);
  }

  private static RequestSpecification tus(String key) {
    return with(key).header("Tus-Resumable", "1.0.0");
  }

  private static RequestSpecification with(String key) {
    return Api.with(key);
  }
}
