package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Wrong requests about the mails of users.
final class WrongPreferences {

  private static final String RIGHT = "{\"email\": \"ada@example.com\"}";

  private WrongPreferences() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        put("no JSON", "{").gets(400, "malformed-json"),
        put("a list", "[]").at(""),
        put("nothing in it", "{}").at("/email"),
        put("null as email", "{\"email\": null}").at("/email"),
        put("a name as email", "{\"email\": \"ada\"}").at("/email"),
        put("two lines as email", "{\"email\": \"a@b.de\\r\\nBcc: c@d.de\"}").at("/email"),
        put("name and email", "{\"email\": \"Ada <a@b.de>\"}").at("/email"),
        put("long email", "{\"email\": \"" + "a".repeat(250) + "@b.de\"}").at("/email"),
        with("\"events\": []").at("/events"),
        with("\"events\": \"task.*\"").at("/events"),
        with("\"events\": [\"*\"]").at("/events/0"),
        with("\"events\": [\"group.failed\"]").at("/events/0"),
        with("\"events\": [\"task.failed\", \"task.failed\"]").at("/events/1"),
        with("\"digest\": \"daily\"").at("/digest"),
        with("\"digest\": {}").at("/digest"),
        with("\"digest\": {\"every\": \"PT1H\", \"at\": \"08:00\"}").at("/digest/at"),
        with("\"digest\": {\"every\": \"PT30S\"}").at("/digest/every"),
        with("\"digest\": {\"every\": \"PT60.5S\"}").at("/digest/every"),
        with("\"digest\": {\"every\": \"P8D\"}").at("/digest/every"),
        with("\"digest\": {\"at\": \"24:00\"}").at("/digest/at"),
        with("\"digest\": {\"at\": \"8:00\"}").at("/digest/at"),
        with("\"digest\": {\"at\": 8}").at("/digest/at"),
        with("\"timeZone\": \"Mars/Olympus\"").at("/timeZone"),
        with("\"timeZone\": \"+01:00\"").at("/timeZone"),
        with("\"muted\": \"yes\"").at("/muted"),
        with("\"muted\": null").at("/muted"),
        with("\"unsubscribedAt\": \"2026-01-01T00:00:00Z\"").at("/unsubscribedAt"),
        put("too large", " ".repeat(20 * 1024) + RIGHT).gets(413, "too-large"),
        at("user of spaces", "%20%20").at(""),
        at("user with a line break", "a%0Ab").at(""),
        at("long user", "u".repeat(101)).at(""),
        put("a revision that is gone", RIGHT)
            .header("If-Match: \"gone\"")
            .gets(412, "precondition-failed"),
        put("key that may only submit and read", RIGHT)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("POST of preferences", "POST /v1/users/u/notifications")
            .gets(405, "method-not-allowed"),
        request("unknown user", "GET /v1/users/nope/notifications").gets(404, "not-found"),
        request("deletion of an unknown one", "DELETE /v1/users/nope/notifications")
            .gets(404, "not-found"));
  }

  private static WrongRequest put(String name, String body) {
    return request("preferences: " + name, "PUT /v1/users/wrong/notifications")
        .body(body)
        .gets(422, "invalid-preferences");
  }

  private static WrongRequest with(String member) {
    return put("with " + member, "{\"email\": \"ada@example.com\", " + member + "}");
  }

  private static WrongRequest at(String name, String user) {
    return request("preferences: " + name, "PUT /v1/users/" + user + "/notifications")
        .body(RIGHT)
        .gets(422, "invalid-preferences");
  }
}
