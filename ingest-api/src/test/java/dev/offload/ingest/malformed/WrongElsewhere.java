package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;
import static dev.offload.ingest.malformed.WrongRequest.task;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Wrong requests but for the bodies of tasks.
final class WrongElsewhere {

  private static final String TASK = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";
  private static final String UNKNOWN_FILE = "/v1/files/fil_019ab3c2-0000-7000-8000-000000000000";
  private static final String PART =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello\r\n";

  private WrongElsewhere() {}

  static Stream<WrongRequest> withoutTheRightKey() {
    return Stream.of(
        task("no key", TASK).authorization(null).gets(401, "unauthenticated"),
        task("empty key", TASK).authorization("Bearer ").gets(401, "unauthenticated"),
        task("basic authentication", TASK).authorization("Basic YTpi").gets(401, "unauthenticated"),
        task("key of another kind", TASK)
            .authorization("Bearer sk_live_1")
            .gets(401, "unauthenticated"),
        task("unknown key", TASK)
            .authorization("Bearer off_unknown_0123456789abcdef0123456789abcdef")
            .gets(401, "unauthenticated"),
        task("known key with another secret", TASK)
            .authorization("Bearer off_bootstrap_ffffffffffffffffffffffffffffffff")
            .gets(401, "unauthenticated"),
        task("key that may only read", TASK)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("upload with a key that may only read", "POST /v1/files")
            .authorization("Bearer {readingKey}")
            .body("hello")
            .gets(403, "forbidden"),
        request("keys with a key that may only read", "GET /v1/keys")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("download without a key", "GET " + UNKNOWN_FILE)
            .authorization(null)
            .gets(401, "unauthenticated"));
  }

  static Stream<WrongRequest> headers() {
    return Stream.of(
        task("text", TASK).contentType("text/plain").gets(415, "unsupported-media-type"),
        task("form", "type=parcel")
            .contentType("application/x-www-form-urlencoded")
            .gets(415, "unsupported-media-type"),
        task("content type that is none", TASK)
            .contentType("json")
            .gets(415, "unsupported-media-type"),
        task("no content type", TASK).contentType(null).gets(415, "unsupported-media-type"),
        task("HTML wanted", TASK).header("Accept: text/html").gets(406, "not-acceptable"),
        task("empty idempotency key", TASK)
            .header("Idempotency-Key:")
            .gets(400, "invalid-parameter"),
        task("idempotency key of 256 characters", TASK)
            .header("Idempotency-Key: " + "k".repeat(256))
            .gets(400, "invalid-parameter"),
        task("idempotency key without an end", TASK)
            .header("Idempotency-Key: \"abc")
            .gets(400, "invalid-parameter")
            .saying("as they are or in double quotes"),
        task("idempotency key of nothing", TASK)
            .header("Idempotency-Key: \"\"")
            .gets(400, "invalid-parameter"),
        task("idempotency key that is not ASCII", TASK)
            .header("Idempotency-Key: caf\u00e9")
            .gets(400, "invalid-parameter"),
        task("idempotency key of thousands of quotes", TASK)
            .header("Idempotency-Key: \"" + "\\\"".repeat(7_000) + "\"")
            .gets(400, "invalid-parameter"),
        task("brotli", TASK).header("Content-Encoding: br").gets(415, "unsupported-media-type"),
        task("gzip of deflate", TASK)
            .header("Content-Encoding: deflate, gzip")
            .gets(415, "unsupported-media-type"),
        task("gzip twice", TASK)
            .header("Content-Encoding: gzip")
            .header("Content-Encoding: gzip")
            .gets(415, "unsupported-media-type"),
        task("no gzip in spite of its header", TASK)
            .header("Content-Encoding: gzip")
            .gets(400, "invalid-parameter"),
        task("half a gzip", "")
            .body(halfOf(gzipped(TASK)))
            .header("Content-Encoding: gzip")
            .gets(400, "invalid-parameter"),
        task("small gzip of many spaces", "")
            .body(gzipped(" ".repeat(1 << 22)))
            .header("Content-Encoding: gzip")
            .gets(413, "too-large"),
        task("two idempotency keys", TASK)
            .header("Idempotency-Key: a")
            .header("Idempotency-Key: b")
            .gets(400, "invalid-parameter"),
        task("one long header", TASK)
            .header("X-Long: " + "x".repeat(20_000))
            .gets(431, "headers-too-large"),
        task("many headers", TASK)
            .header("X-Some: 0123456789\r\n".repeat(1_000).strip())
            .gets(431, "headers-too-large"));
  }

  static Stream<WrongRequest> batches() {
    return Stream.of(
        batch("no key").authorization(null).gets(401, "unauthenticated"),
        batch("key that may only read").authorization("Bearer {readingKey}").gets(403, "forbidden"),
        batch("JSON").contentType("application/json").gets(415, "unsupported-media-type"),
        batch("no content type").contentType(null).gets(415, "unsupported-media-type"),
        batch("JSON wanted").header("Accept: application/json").gets(406, "not-acceptable"),
        batch("idempotency key for all")
            .header("Idempotency-Key: a")
            .gets(400, "invalid-parameter"),
        request("PUT of batches", "PUT /v1/tasks/batch").gets(405, "method-not-allowed"));
  }

  private static WrongRequest batch(String name) {
    return request("batch: " + name, "POST /v1/tasks/batch")
        .contentType("application/x-ndjson")
        .body(TASK);
  }

  static Stream<WrongRequest> files() {
    return Stream.of(
        request("unknown file", "GET " + UNKNOWN_FILE).gets(404, "not-found"),
        request("foreign file", "GET /v1/files/{foreignFile}").gets(404, "not-found"),
        request("id of a task", "GET /v1/files/tsk_019ab3c2-0000-7000-8000-000000000000")
            .gets(404, "not-found"),
        request("way up", "GET /v1/files/..%2f..%2f..%2fetc%2fpasswd").gets(404, "not-found"),
        request("range behind the end", "GET /v1/files/{ownFile}")
            .header("Range: bytes=5-")
            .gets(416, "range-not-satisfiable"),
        request("last zero bytes", "GET /v1/files/{ownFile}")
            .header("Range: bytes=-0")
            .gets(416, "range-not-satisfiable"),
        request("file with another content", "GET /v1/files/{ownFile}")
            .header("If-Match: \"other\"")
            .header("If-None-Match: *")
            .header("Range: bytes=5-")
            .gets(412, "precondition-failed"),
        request("file that says it is too large", "POST /v1/files")
            .declaredLength(1L << 40)
            .gets(413, "too-large"),
        request("file that is too large", "POST /v1/files")
            .body("x".repeat((1 << 20) + 1))
            .gets(413, "too-large"),
        request("hash that is none", "POST /v1/files?sha256=abc")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("empty hash", "POST /v1/files?sha256=").body("x").gets(400, "invalid-parameter"),
        request("empty name", "POST /v1/files?name=").body("x").gets(400, "invalid-parameter"),
        request("name of spaces", "POST /v1/files?name=%20%20")
            .body("x")
            .gets(400, "invalid-parameter")
            .saying("The name of the file must be 1 to 255 characters, not only spaces, with no"),
        request("hash of something else", "POST /v1/files?sha256=" + "0".repeat(64))
            .body("x")
            .gets(422, "checksum-mismatch"),
        request("digest that is none", "POST /v1/files")
            .header("Content-Digest: sha-256=:abc:")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("digest of a kind we do not know", "POST /v1/files")
            .header("Content-Digest: md5=:AAAAAAAAAAAAAAAAAAAAAA==:")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("digest of something else", "POST /v1/files")
            .header("Content-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .body("x")
            .gets(422, "checksum-mismatch"),
        request("digest of the representation that is none", "POST /v1/files")
            .header("Repr-Digest: sha-256=:abc:")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("digest of another representation", "POST /v1/files")
            .header("Repr-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .body("x")
            .gets(422, "checksum-mismatch"),
        request("two digests that differ", "POST /v1/files")
            .header("Repr-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .header("Content-Digest: sha-256=:" + "B".repeat(42) + "A=:")
            .body("x")
            .gets(400, "invalid-parameter")
            .saying("must be the same hash"),
        request("media type that is none", "POST /v1/files")
            .contentType("image")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("media range", "POST /v1/files")
            .contentType("image/*")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("compressed file that is too large", "POST /v1/files")
            .body(gzipped("x".repeat((1 << 20) + 1)))
            .header("Content-Encoding: gzip")
            .gets(413, "too-large"),
        request("compressed file that breaks off", "POST /v1/files")
            .body(halfOf(gzipped("x".repeat(1000))))
            .header("Content-Encoding: gzip")
            .gets(400, "invalid-parameter"),
        request("digest of a compressed body", "POST /v1/files")
            .body(gzipped("hello"))
            .header("Content-Encoding: gzip")
            .header("Content-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .gets(400, "invalid-parameter"),
        request("digest of a compressed representation", "POST /v1/files")
            .body(gzipped("hello"))
            .header("Content-Encoding: gzip")
            .header("Repr-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .gets(400, "invalid-parameter"),
        part("application/pdf; charset"),
        part("picture"),
        part("image/png; name=\"a"),
        part("text/plain, text/html"),
        part("text/pläin"),
        part("*/*"),
        part("x/" + "y".repeat(300)),
        request("name with a control character", "POST /v1/files?name=a%00b")
            .body("x")
            .gets(400, "invalid-parameter"),
        request("name of 256 characters", "POST /v1/files?name=" + "n".repeat(256))
            .body("x")
            .gets(400, "invalid-parameter"),
        named("header that names a file and cannot be read", "filename=\"a"),
        named("file name in an unknown charset", "filename*=koi8-r''%A3"),
        named("file name with a line break", "filename*=UTF-8''a%0Ab"),
        named("file name with U+0000", "filename*=UTF-8''a%00b"),
        named("file name with a control character", "filename=\"a\tb\""),
        named("file name of 256 characters", "filename=" + "n".repeat(256)),
        multipart("no boundary", PART + "--b--\r\n").contentType("multipart/form-data"),
        multipart("empty multipart body", ""),
        multipart("multipart body that breaks off in a head", "--b\r\nContent-Disp"),
        multipart("multipart body that breaks off in the file", PART),
        multipart("part without a colon", "--b\r\nhello\r\n\r\nx\r\n--b--\r\n"),
        multipart(
            "field instead of a file",
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n--b--\r\n"),
        multipart("two files", PART + PART + "--b--\r\n"),
        multipart("endless head", "--b\r\n" + "X-A: b\r\n".repeat(2_000)),
        multipart(
                "too large file in a multipart body",
                PART.replace("hello", "x".repeat(1 << 21)) + "--b--\r\n")
            .gets(413, "too-large"));
  }

  static Stream<WrongRequest> uploads() {
    return Stream.of(
        request("length for tus without its version", "POST /v1/files")
            .header("Upload-Length: 5")
            .gets(412, "precondition-failed")
            .saying("Tus-Resumable: 1.0.0"),
        request("metadata for tus without its version", "POST /v1/files")
            .header("Upload-Metadata: filename YQ==")
            .gets(412, "precondition-failed")
            .saying("Tus-Resumable: 1.0.0"),
        upload("no length").gets(400, "invalid-parameter").saying("Upload-Length must be a number"),
        upload("negative length").header("Upload-Length: -1").gets(400, "invalid-parameter"),
        upload("length with a plus").header("Upload-Length: +1").gets(400, "invalid-parameter"),
        upload("length of 16 digits")
            .header("Upload-Length: " + "1".repeat(16))
            .gets(400, "invalid-parameter"),
        upload("length twice")
            .header("Upload-Length: 1")
            .header("Upload-Length: 1")
            .gets(400, "invalid-parameter"),
        upload("length above the limit")
            .header("Upload-Length: 4194305")
            .gets(413, "too-large")
            .saying("4194304"),
        upload("length that comes later")
            .header("Upload-Defer-Length: 1")
            .gets(400, "invalid-parameter"),
        upload("part of another upload")
            .header("Upload-Length: 1")
            .header("Upload-Concat: partial")
            .gets(400, "invalid-parameter"),
        upload("metadata that are not base64")
            .header("Upload-Length: 1")
            .header("Upload-Metadata: filename film.mp4")
            .gets(400, "invalid-parameter"),
        upload("file name with a line break")
            .header("Upload-Length: 1")
            .header("Upload-Metadata: filename YQpi")
            .gets(400, "invalid-parameter")
            .saying("The name of the file"),
        upload("file type that is none")
            .header("Upload-Length: 1")
            .header("Upload-Metadata: filetype cGljdHVyZQ==")
            .gets(400, "invalid-parameter")
            .saying("filetype"),
        upload("hash that is none")
            .header("Upload-Length: 1")
            .header("Upload-Checksum: sha1 abc")
            .gets(400, "invalid-parameter"),
        upload("digest instead of a checksum")
            .header("Upload-Length: 1")
            .header("Content-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .gets(400, "invalid-parameter"),
        upload("digest of an empty file that is that of another one")
            .header("Upload-Length: 0")
            .header("Repr-Digest: sha-256=:" + "A".repeat(43) + "=:")
            .gets(422, "checksum-mismatch"),
        upload("first piece as text")
            .header("Upload-Length: 1")
            .contentType("text/plain")
            .body("x")
            .gets(415, "unsupported-media-type"),
        upload("first piece that says it has more bytes than an int can count")
            .header("Upload-Length: 1")
            .contentType("application/offset+octet-stream")
            .declaredLength(1L << 32)
            .gets(413, "too-large"),
        upload("first piece that is too long")
            .header("Upload-Length: 1")
            .contentType("application/offset+octet-stream")
            .body("xx")
            .gets(413, "too-large"),
        request("another version", "POST /v1/files")
            .header("Tus-Resumable: 0.2.2")
            .header("Upload-Length: 1")
            .gets(412, "precondition-failed"),
        piece("unknown upload", UNKNOWN_FILE).gets(404, "not-found"),
        piece("id that is none", "/v1/files/x").gets(404, "not-found"),
        piece("file that is whole", "/v1/files/{ownFile}").gets(409, "wrong-offset"),
        piece("foreign file", "/v1/files/{foreignFile}").gets(404, "not-found"),
        piece("text", UNKNOWN_FILE).contentType("text/plain").gets(415, "unsupported-media-type"),
        piece("no type", UNKNOWN_FILE).contentType(null).gets(415, "unsupported-media-type"),
        piece("unknown algorithm", UNKNOWN_FILE)
            .header("Upload-Checksum: crc32 AAAAAA==")
            .gets(400, "invalid-parameter"),
        piece("hash that is too short", UNKNOWN_FILE)
            .header("Upload-Checksum: sha1 AAAA")
            .gets(400, "invalid-parameter"),
        piece("key that may only read", UNKNOWN_FILE)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("piece without tus", "PATCH " + UNKNOWN_FILE)
            .header("Upload-Offset: 0")
            .contentType("application/offset+octet-stream")
            .body("x")
            .gets(412, "precondition-failed"),
        request("piece without an offset", "PATCH " + UNKNOWN_FILE)
            .header("Tus-Resumable: 1.0.0")
            .contentType("application/offset+octet-stream")
            .body("x")
            .gets(400, "invalid-parameter"));
  }

  private static WrongRequest upload(String name) {
    return request("upload: " + name, "POST /v1/files").header("Tus-Resumable: 1.0.0");
  }

  private static WrongRequest piece(String name, String path) {
    return request("piece: " + name, "PATCH " + path)
        .header("Tus-Resumable: 1.0.0")
        .header("Upload-Offset: 0")
        .contentType("application/offset+octet-stream")
        .body("x");
  }

  static Stream<WrongRequest> keys() {
    return Stream.of(
        key("no JSON", "{").gets(400, "malformed-json"),
        key("nothing in it", "{}").at("/name"),
        key("no scopes", "{\"name\": \"a\"}").at("/scopes"),
        key("empty scopes", "{\"name\": \"a\", \"scopes\": []}").at("/scopes"),
        key("unknown scope", "{\"name\": \"a\", \"scopes\": [\"root\"]}").at("/scopes/0"),
        key("scope in capitals", "{\"name\": \"a\", \"scopes\": [\"READ\"]}").at("/scopes/0"),
        key("scope twice", "{\"name\": \"a\", \"scopes\": [\"read\", \"read\"]}").at("/scopes/1"),
        key("empty name", "{\"name\": \"\", \"scopes\": [\"read\"]}").at("/name"),
        key("no tenant's name", "{\"name\": \"a\", \"scopes\": [\"read\"], \"tenant\": \"A/B\"}")
            .at("/tenant"),
        key("unknown member", "{\"name\": \"a\", \"scopes\": [\"read\"], \"ttl\": 1}").at("/ttl"),
        key("scope the caller lacks", "{\"name\": \"a\", \"scopes\": [\"admin\"]}")
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"),
        key("another tenant", "{\"name\": \"a\", \"scopes\": [\"manage\"], \"tenant\": \"other\"}")
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"),
        request("limit 0", "GET /v1/keys?limit=0").gets(400, "invalid-parameter"),
        request("limit 201", "GET /v1/keys?limit=201").gets(400, "invalid-parameter"),
        request("empty limit", "GET /v1/keys?limit=").gets(400, "invalid-parameter"),
        request("limit in words", "GET /v1/keys?limit=ten").gets(400, "invalid-parameter"),
        request("cursor of nobody", "GET /v1/keys?cursor=!!!").gets(400, "invalid-parameter"),
        request("cursor that says nothing", "GET /v1/keys?cursor=YWJj")
            .gets(400, "invalid-parameter"),
        request("unknown parameter of keys", "GET /v1/keys?name=a").gets(400, "invalid-parameter"),
        request("limit of keys twice", "GET /v1/keys?limit=1&limit=2")
            .gets(400, "invalid-parameter"),
        request("unknown parameter of queues", "GET /v1/queues?queue=a")
            .gets(400, "invalid-parameter"),
        request("unknown key", "GET /v1/keys/nope").gets(404, "not-found"),
        request("foreign key", "DELETE /v1/keys/{foreignKeyId}")
            .authorization("Bearer {managingKey}")
            .gets(404, "not-found"),
        request("deletion of an unknown key", "DELETE /v1/keys/nope").gets(404, "not-found"));
  }

  static Stream<WrongRequest> deadLetters() {
    String unknown = "/v1/tasks/tsk_019ab3c2-0000-7000-8000-000000000000";
    return Stream.of(
        request("retry of an id that is none", "POST /v1/tasks/nope/retry").gets(404, "not-found"),
        request(
                "list before a year that is none",
                "GET /v1/tasks?createdBefore=%2B10000-01-01T00:00:00Z")
            .gets(400, "invalid-parameter"),
        request("list after the last year", "GET /v1/tasks?finishedAfter=9999-12-31T23:59:59-05:00")
            .gets(400, "invalid-parameter"),
        request("list of a user that is none", "GET /v1/tasks?user=%20")
            .gets(400, "invalid-parameter"),
        request("cursor beyond all years", "GET /v1/tasks?cursor=" + "_".repeat(48))
            .gets(400, "invalid-parameter"),
        request("drop of an id that is none", "DELETE /v1/tasks/nope").gets(404, "not-found"),
        request("retry with a key that may only read", "POST " + unknown + "/retry")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("drop with a key that may only read", "DELETE " + unknown)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("retry with half a body", "POST " + unknown + "/retry")
            .body("{")
            .gets(400, "malformed-json"),
        sweep("no body", "retry", "").gets(400, "malformed-json"),
        sweep("an array", "retry", "[]").at(""),
        sweep("no rate", "retry", "{}").at("/ratePerSecond"),
        sweep("rate 0", "retry", "{\"ratePerSecond\": 0}").at("/ratePerSecond"),
        sweep("rate in words", "retry", "{\"ratePerSecond\": \"1\"}").at("/ratePerSecond"),
        sweep("endless rate", "retry", "{\"ratePerSecond\": 1e300}").at("/ratePerSecond"),
        sweep("succeeded", "retry", "{\"ratePerSecond\": 1, \"state\": \"succeeded\"}")
            .at("/state"),
        sweep("running", "drop", "{\"state\": \"running\"}").at("/state"),
        sweep("rate", "drop", "{\"ratePerSecond\": 1}").at("/ratePerSecond"),
        sweep("tenant", "drop", "{\"tenant\": \"other\"}").at("/tenant"),
        sweep("wrong time", "drop", "{\"finishedBefore\": \"now\"}").at("/finishedBefore"),
        sweep("a year that is none", "drop", "{\"createdBefore\": \"+99999-01-01T00:00:00Z\"}")
            .at("/createdBefore"),
        sweep("beyond the last year", "drop", "{\"createdBefore\": \"9999-12-31T23:59:59-00:01\"}")
            .at("/createdBefore"),
        sweep("wrong origin", "drop", "{\"origin\": \"all\"}").at("/origin"),
        sweep("with a key that may only submit", "drop", "{}")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"));
  }

  private static WrongRequest sweep(String name, String action, String body) {
    return request(action + " by filter: " + name, "POST /v1/tasks/" + action)
        .body(body)
        .gets(400, "invalid-parameter");
  }

  /// A file whose media type is said to be this.
  private static WrongRequest part(String mediaType) {
    return multipart(
        "part of the type " + mediaType,
        PART.replace("\r\n\r\n", "\r\nContent-Type: " + mediaType + "\r\n\r\n") + "--b--\r\n");
  }

  private static byte[] gzipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] halfOf(byte... bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static WrongRequest named(String name, String parameter) {
    return request(name, "POST /v1/files")
        .header("Content-Disposition: attachment; " + parameter)
        .body("x")
        .gets(400, "invalid-parameter");
  }

  private static WrongRequest multipart(String name, String body) {
    return request(name, "POST /v1/files")
        .contentType("multipart/form-data; boundary=b")
        .body(body)
        .gets(400, "invalid-parameter");
  }

  private static WrongRequest key(String name, String body) {
    return request("new key: " + name, "POST /v1/keys").body(body).gets(400, "invalid-parameter");
  }
}
