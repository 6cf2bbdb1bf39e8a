package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Requests with wrong paths and queries, and those that could be taken for others.
final class WrongPaths {
  private static final String TASK = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";
  private static final String LIMIT = "{\"concurrency\": 5}";

  private WrongPaths() {}

  static Stream<WrongRequest> all() {
    return Stream.concat(targets(), names());
  }

  private static Stream<WrongRequest> targets() {
    return Stream.of(
        request("root", "GET /").gets(404, "not-found"),
        request("unknown path", "GET /v1/nope").gets(404, "not-found"),
        request("health", "GET /q/health").gets(404, "not-found"),
        request("readiness", "GET /q/health/ready").gets(404, "not-found"),
        request("metrics", "GET /q/metrics").gets(404, "not-found"),
        request("unknown version", "POST /v2/tasks").body(TASK).gets(404, "not-found"),
        request("path below", "GET /v1/files/x/y/z").gets(404, "not-found"),
        request("bad percent encoding", "GET /v1/files/%zz").gets(400, "invalid-parameter"),
        request("half a percent encoding", "GET /v1/files/fil_%2").gets(400, "invalid-parameter"),
        request("percent encoding that is not UTF-8", "GET /v1/files/%ff")
            .gets(400, "invalid-parameter")
            .saying("must be UTF-8"),
        request("query that is not UTF-8", "POST /v1/files?name=%ff")
            .body("x")
            .gets(400, "invalid-parameter")
            .saying("must be UTF-8"),
        request("query with a semicolon", "POST /v1/files?name=a;b")
            .body("x")
            .gets(400, "invalid-parameter")
            .saying("a semicolon is %3B"),
        request("name twice", "POST /v1/files?name=a&name=b")
            .body("x")
            .gets(400, "invalid-parameter")
            .saying("name must be sent at most once"),
        request("bytes that are not percent-encoded", "GET /v1/queues/\u00c3\u00a4")
            .gets(400, "invalid-parameter")
            .saying("only ASCII characters"),
        request("way up to what others may", "GET /v1/tasks/../keys")
            .gets(400, "invalid-parameter")
            .saying("must not have a segment . or .."),
        request("empty segment", "GET /v1//tasks")
            .gets(400, "invalid-parameter")
            .saying("A slash in a name is %2F"),
        request("slash at the end", "GET /v1/tasks/")
            .gets(400, "invalid-parameter")
            .saying("nor a slash at its end"),
        request("very long path", "GET /v1/files/" + "x".repeat(9_000))
            .gets(431, "headers-too-large"),
        request("DELETE of tasks", "DELETE /v1/tasks").gets(405, "method-not-allowed"),
        request("PUT of files", "PUT /v1/files").body("x").gets(405, "method-not-allowed"),
        request("GET where only a filter is posted", "GET /v1/tasks/drop")
            .gets(405, "method-not-allowed"),
        request("PUT of the document", "PUT /openapi").gets(405, "method-not-allowed"),
        request("POST of the document", "POST /openapi.json").gets(405, "method-not-allowed"),
        request("DELETE of the document's page", "DELETE /docs/").gets(405, "method-not-allowed"),
        request("unknown method", "BREW /v1/tasks").gets(405, "method-not-allowed"));
  }

  /// Names that are not sent as they have to be.
  private static Stream<WrongRequest> names() {
    return Stream.of(
        path("semicolon", "limits/key/wrong;x=1").saying("a semicolon is %3B"),
        path("only a semicolon", "limits/key/;").saying("a semicolon is %3B"),
        path("half a character", "limits/key/%C3").saying("must be UTF-8"),
        path("key of two dots", "limits/key/..").saying("a segment . or .."),
        path("encoded key of two dots", "limits/key/%2e%2E").saying("a segment . or .."),
        path("key of one dot", "limits/key/%2E").saying("a segment . or .."),
        path("slash before the key", "limits/key//wrong").saying("A slash in a name is %2F"),
        path("slash after the key", "limits/key/wrong/").saying("A slash in a name is %2F"),
        path("no key", "limits/key/").saying("must not have an empty segment"),
        path("semicolon in a queue", "limits/queue/parcel;x").saying("a semicolon is %3B"),
        path("schedule with a semicolon", "schedules/wrong;x").saying("a semicolon is %3B"),
        path("schedule of two dots", "schedules/..").saying("a segment . or .."),
        path("user with a semicolon", "users/wrong;x/notifications").saying("a semicolon is %3B"),
        path("user of two dots", "users/%2e%2e/notifications").saying("a segment . or .."),
        path("user of half a character", "users/%E2%82/notifications").saying("must be UTF-8"),
        path("no user", "users//notifications").saying("must not have an empty segment"),
        path("gallery with a semicolon", "galleries/wrong;x/faces/a").saying("a semicolon is %3B"),
        path("face with a semicolon", "galleries/wrong/faces/a;x").saying("a semicolon is %3B"),
        path("face of two dots", "galleries/wrong/faces/..").saying("a segment . or .."),
        request("pause of a queue with a semicolon", "POST /v1/queues/parcel;x/pause")
            .gets(400, "invalid-parameter")
            .saying("a semicolon is %3B"),
        request("pause of a tenant with a semicolon", "POST /v1/tenants/acme;x/pause")
            .gets(400, "invalid-parameter")
            .saying("a semicolon is %3B"));
  }

  /// A path that could be taken for that of another name.
  private static WrongRequest path(String name, String path) {
    return request("path: " + name, "PUT /v1/" + path).body(LIMIT).gets(400, "invalid-parameter");
  }
}
