package dev.offload.ingest.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whatever is sent is answered, never with a fault of ours, and what was accepted can be read.
///
/// Each test sends the same each time. With `-Doffload.fuzz.minutes=10` each goes on for that long,
/// and with `-Doffload.fuzz.seed=n` it begins with the seed that a failure names.
@IngestTest
class FuzzIT {
  private static final Logger log = LoggerFactory.getLogger(FuzzIT.class);
  private static final int REQUESTS = 300;
  private static final long MINUTES = Long.getLong("offload.fuzz.minutes", 0);
  private static final long SEED = Long.getLong("offload.fuzz.seed", 1);

  private static final String PARCEL =
      """
      {"type": "parcel", "input": {"to": "x", "weight": 1.5, "pieces": 2,
       "stops": [{"city": "a", "photo": "fil_1"}]}}
      """;

  private static final String TASK =
      """
      {"type": "parcel", "input": {"to": "x", "weight": 1.5}, "delay": "PT1H",
       "expiresAt": "2099-01-01T00:00:00Z", "timeout": "PT5M", "tags": ["a", "b"],
       "priority": 5, "concurrencyKey": "a:b", "weight": 2, "user": "u-42",
       "retry": {"maxAttempts": 3, "firstDelay": "PT5S", "factor": 2, "maxDelay": "PT1H",
        "jitter": "full", "finalErrors": ["a*"]},
       "notify": [{"webhook": "https://example.com/hook"}, {"email": "a@example.com"}]}
      """;

  private static final String MAIL =
      """
      {"type": "email", "input": {"from": "Shop <a@example.com>", "subject": "x", "text": "{name}",
       "recipients": [{"email": "b@example.com", "name": "B", "data": {"a": 1}}]}}
      """;

  private static final String PICTURE =
      """
      {"type": "image", "input": {"source": {"file": "fil_1"},
       "outputs": [{"name": "a", "format": "jpeg", "resize": {"width": 100, "height": 100}}]}}
      """;

  private static final String SCHEDULE =
      """
      {"cron": "0 4 * * *", "timeZone": "Europe/Berlin", "missed": "skip", "paused": true,
       "task": {"type": "parcel", "input": {"to": "x"}, "timeout": "PT5M", "tags": ["a"]}}
      """;

  private static final String SWEEP =
      """
      {"state": "failed", "type": "nothing", "ratePerSecond": 1.5, "origin": "client", "tag": "a",
       "createdAfter": "2027-01-01T00:00:00Z", "finishedBefore": "2027-01-02T00:00:00Z"}
      """;

  private static final String KEY =
      "{\"name\": \"a\", \"scopes\": [\"read\"], \"tenant\": \"A/B\"}";

  private static final String FACE =
      "{\"name\": \"Ada\", \"descriptor\": [%s]}"
          .formatted(String.join(", ", Collections.nCopies(FaceDescriptor.LENGTH, "0.125")));

  private record Target(String line, String contentType, List<String> seeds) {}

  private static final List<Target> BODIES =
      List.of(
          new Target("POST /v1/tasks", "application/json", List.of(PARCEL, TASK, MAIL, PICTURE)),
          new Target("PUT /v1/schedules/fuzz", "application/json", List.of(SCHEDULE)),
          new Target("PUT /v1/galleries/fuzz/faces/a", "application/json", List.of(FACE)),
          new Target("POST /v1/tasks/drop", "application/json", List.of(SWEEP)),
          new Target("POST /v1/tasks/retry", "application/json", List.of(SWEEP)),
          new Target("POST /v1/keys", "application/json", List.of(KEY)),
          new Target("POST /v1/tasks/batch", "application/x-ndjson", List.of(PARCEL, TASK)));

  private static final Map<String, List<String>> HEADERS =
      Map.ofEntries(
          Map.entry("Idempotency-Key", List.of("\"a \\\"b\\\"\"", "abc")),
          Map.entry("Prefer", List.of("wait=0", "respond-async, wait=\"0\";a=b", "return=\"a,b\"")),
          Map.entry(
              "traceparent", List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
          Map.entry("tracestate", List.of("a=b,c=d")),
          Map.entry("If-None-Match", List.of("*", "\"1\", W/\"2-a\"")),
          Map.entry("If-Match", List.of("*", "\"r1\"")),
          Map.entry("Range", List.of("bytes=0-1", "bytes=-1", "bytes=1-,3-4")),
          Map.entry("If-Range", List.of("\"abc\"")),
          Map.entry("Content-Digest", List.of("sha-256=:" + "A".repeat(43) + "=:", "md5=:A=:")),
          Map.entry("Content-Encoding", List.of("gzip", "identity", "br, gzip")),
          Map.entry("Accept", List.of("*/*", "application/json;q=0.5, text/html;level=1")),
          Map.entry("Accept-Encoding", List.of("gzip, br;q=0")),
          Map.entry("Accept-Language", List.of("de-DE, de;q=0.5")),
          Map.entry("Authorization", List.of("Bearer off_a_" + "b".repeat(32), "Basic YTpi")),
          Map.entry("Cookie", List.of("a=b; c=\"d\"")),
          Map.entry("Forwarded", List.of("for=\"[::1]\";proto=https")),
          Map.entry("Expect", List.of("200-ok")),
          Map.entry("Content-Type", List.of("application/json; charset=\"utf-8\"", "text/plain")));

  private static final List<String> QUERIES =
      List.of(
          "limit",
          "cursor",
          "createdAfter",
          "createdBefore",
          "finishedAfter",
          "finishedBefore",
          "state",
          "type",
          "tag",
          "origin",
          "errorCode",
          "sha256",
          "name");

  @TestHTTPResource URI server;

  /// One of the things to send, made anew of each seed.
  private interface Sending {
    void send(Mutator mutator, String what) throws Exception;
  }

  private String key;

  private StandInLifecycle lifecycle;

  @BeforeEach
  void becomeATenantOfItsOwn() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    key = Api.newKey("fuzz", "submit", "read", "manage");
  }

  @AfterEach
  void endTheLifecycle() {
    lifecycle.close();
  }

  @Test
  void everyJsonBodyIsAnswered() throws Exception {
    repeat(
        "JSON bodies",
        (mutator, what) -> {
          Target target = mutator.any(BODIES);
          byte[] body = mutator.json(mutator.any(target.seeds()));
          String head = head(target.line()) + "\r\nContent-Type: " + target.contentType();
          checkReadable(what, target.line(), check(what, head, body));
        });
  }

  @Test
  void everyMultipartBodyIsAnswered() throws Exception {
    byte[] seed =
        """
        --b
        Content-Disposition: form-data; name=f; filename="a"; filename*=UTF-8''%C3%A4
        Content-Type: text/plain; charset="utf-8"

        hello
        --b--
        """
            .replace("\n", "\r\n")
            .getBytes(ISO_8859_1);
    repeat(
        "multipart bodies",
        (mutator, what) -> {
          String head =
              head("POST /v1/files")
                  + "\r\nContent-Type: "
                  + (mutator.chance(4)
                      ? mutator.header("multipart/form-data; boundary=\"b\"")
                      : "multipart/form-data; boundary=b");
          RawHttp.Answer answer = check(what, head, mutator.bytes(seed));
          checkReadable(what, head, answer);
        });
  }

  @Test
  void allHeadersAndCursorsAreAnswered() throws Exception {
    String file = Api.upload(key, "hello");
    List<String> cursors = cursors();
    List<String> lines =
        List.of(
            "GET /v1/tasks?type=none",
            "GET " + submitted() + "?a=b",
            "GET /v1/keys?limit=1",
            "GET /v1/schedules?limit=1",
            "GET /v1/queues?a=b",
            "GET /v1/files/" + file + "?a=b",
            "POST /v1/tasks?a=b",
            "POST /v1/files?name=a",
            "PUT /v1/schedules/fuzz?a=b",
            "DELETE /v1/schedules/none?a=b");
    List<String> names = HEADERS.keySet().stream().sorted().toList();
    repeat(
        "headers and cursors",
        (mutator, what) -> {
          StringBuilder head = new StringBuilder(mutator.any(lines));
          for (int i = 0; mutator.chance(2) && i < 3; i++) {
            String name = mutator.any(QUERIES);
            String value =
                name.equals("cursor")
                    ? mutator.cursor(mutator.any(cursors))
                    : mutator.header(
                        mutator.any(List.of("2027-01-31T08:00:00Z", "10", "a", "failed")));
            String shortened = value.substring(0, Math.min(value.length(), 1_000));
            head.append('&').append(name).append('=').append(URLEncoder.encode(shortened, UTF_8));
          }
          head = new StringBuilder(head(head.toString()));
          do {
            String name = mutator.any(names);
            String value = mutator.header(mutator.any(HEADERS.get(name)));
            // A client that asks to be kept waiting is kept waiting.
            String sent = name.equals("Prefer") ? value.replaceAll("[1-9]", "0") : value;
            head.append("\r\n").append(name).append(": ").append(sent);
          } while (mutator.chance(2));
          String line = head.toString();
          String body = line.startsWith("GET") ? "" : line.startsWith("PUT") ? SCHEDULE : PARCEL;
          checkReadable(what, line, check(what, line, body.getBytes(UTF_8)));
        });
  }

  /// A task that is there: of others nobody knows before the lifecycle has committed.
  private String submitted() {
    return Api.with(key)
        .contentType("application/json")
        .body(PARCEL)
        .post("/v1/tasks")
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  private List<String> cursors() {
    for (int i = 0; i < 2; i++) {
      Api.with(key)
          .contentType("application/json")
          .body(SCHEDULE)
          .put("/v1/schedules/fuzz" + i)
          .then()
          .statusCode(oneOf(200, 201));
      Api.newKey("fuzz", "read");
    }
    String ofKeys = Api.with(key).get("/v1/keys?limit=1").path("nextCursor");
    String ofSchedules = Api.with(key).get("/v1/schedules?limit=1").path("nextCursor");
    return List.of(ofKeys, ofSchedules, "A".repeat(48), "AAAAAAAAAAA");
  }

  /// What was accepted is where its answer says. The key's answer names no address.
  private void checkReadable(String what, String request, RawHttp.Answer answer) throws Exception {
    String location = answer.headers().get("location");
    if (location != null) {
      assertReadable(what, location);
    } else if (request.startsWith("PUT") && answer.status() < 300) {
      boolean isFace = request.startsWith("PUT /v1/galleries");
      assertReadable(what, isFace ? "/v1/galleries/fuzz/faces/a" : "/v1/schedules/fuzz");
    } else if (request.startsWith("POST /v1/tasks/batch") && answer.status() == 200) {
      checkLines(what, answer.body());
    }
  }

  private void checkLines(String what, String answers) throws Exception {
    for (String line : answers.lines().filter(text -> text.startsWith("{")).toList()) {
      JsonNode told = Json.MAPPER.readTree(line);
      assertThat(told.path("status").asInt()).as("%s%n%s", what, line).isBetween(200, 499);
      if (told.path("status").asInt() == 202) {
        assertReadable(what, told.at("/task/links/self").asText());
      }
    }
  }

  private void assertReadable(String what, String path) throws Exception {
    RawHttp.Answer answer = check(what, head("GET " + path));
    assertThat(answer.status()).as("%s%n%s%n%s", what, path, answer.body()).isEqualTo(200);
  }

  private static void repeat(String what, Sending sending) throws Exception {
    log.warn("{} are fuzzed, -Doffload.fuzz.seed={}", what, SEED);
    long deadline = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
    long sent = 0;
    while (MINUTES > 0 ? System.nanoTime() < deadline : sent < REQUESTS) {
      long seed = SEED + sent;
      String named = "%s, -Doffload.fuzz.seed=%d".formatted(what, seed);
      try {
        sending.send(new Mutator(seed), named);
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(named, e);
      }
      sent++;
    }
    if (MINUTES > 0) {
      log.warn("{} requests of {} in {} minutes", sent, what, MINUTES);
    }
  }

  private String head(String line) {
    return line + " HTTP/1.1\r\nAuthorization: Bearer " + key;
  }

  private RawHttp.Answer check(String what, String head, byte... body) throws Exception {
    RawHttp.Answer answer =
        new RawHttp(server).send(head + "\r\nContent-Length: " + body.length, body);
    assertThat(answer.status())
        .as(
            "%s%n%s%n%n%s%n%nanswered with%n%s",
            what, head, new String(body, ISO_8859_1), answer.body())
        .isBetween(200, 499);
    return answer;
  }
}
