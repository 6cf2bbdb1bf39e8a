package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Wrong requests about schedules.
final class WrongSchedules {

  private static final String TASK = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";
  private static final String RIGHT = "{\"cron\": \"0 4 * * *\", \"task\": " + TASK + "}";

  private WrongSchedules() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        put("no JSON", "{").gets(400, "malformed-json"),
        put("a list", "[]").at(""),
        put("nothing in it", "{}").at("/cron"),
        put("no task", "{\"cron\": \"0 4 * * *\"}").at("/task"),
        put("task that is none", "{\"cron\": \"0 4 * * *\", \"task\": 1}").at("/task"),
        cron("61 * * * *"),
        cron("* * * *"),
        cron("@daily"),
        cron("0 0 30 2 *"),
        cron("0 0 12 1 1 ? 2020"),
        cron("* * * * * ?"),
        put("number as cron", "{\"cron\": 5, \"task\": " + TASK + "}").at("/cron"),
        member("\"timeZone\": \"Mars/Olympus\"").at("/timeZone"),
        member("\"timeZone\": \"+02:00\"").at("/timeZone"),
        member("\"missed\": \"run-twice\"").at("/missed"),
        member("\"paused\": \"yes\"").at("/paused"),
        member("\"unknown\": 1").at("/unknown"),
        task("\"runAt\": \"2027-01-01T00:00:00Z\"")
            .at("/task/runAt")
            .saying("is not allowed: the schedule says when"),
        task("\"delay\": \"PT5M\"").at("/task/delay"),
        task("\"expiresAt\": \"2027-01-01T00:00:00Z\"").at("/task/expiresAt"),
        task("\"then\": [{\"on\": \"success\", \"task\": {\"type\": \"parcel\", \"input\": {\"to\": \"x\"},"
                + " \"expiresAt\": \"2126-01-01T00:00:00Z\"}}]")
            .at("/task/then/0/task/expiresAt")
            .saying("is not allowed: one moment can't fit many tasks. timeout limits each run"),
        task("\"timeout\": \"P400D\"").at("/task/timeout"),
        task("\"priority\": 10").at("/task/priority"),
        task("\"concurrencyKey\": \"*\"").at("/task/concurrencyKey"),
        task("\"user\": \" \"").at("/task/user"),
        task("\"weight\": 0").at("/task/weight"),
        task("\"retry\": {\"maxAttempts\": 0}").at("/task/retry/maxAttempts"),
        task("\"tags\": [\"a\", \"a\"]").at("/task/tags/1"),
        task("\"unknown\": 1").at("/task/unknown"),
        put("wrong input", RIGHT.replace("\"to\": \"x\"", "")).at("/task/input/to"),
        put("unknown type", RIGHT.replace("parcel", "nope"))
            .gets(422, "unknown-type")
            .at("/task/type"),
        put("unknown type and more", RIGHT.replace("parcel", "nope").replace("0 4", "x"))
            .at("/task/type"),
        put("too large", " ".repeat(400 * 1024) + RIGHT).gets(413, "too-large"),
        request("name that is none", "PUT /v1/schedules/-a")
            .body(RIGHT)
            .gets(422, "invalid-schedule")
            .at(""),
        put("a revision that is gone", RIGHT)
            .header("If-Match: \"gone\"")
            .gets(412, "precondition-failed"),
        put("any revision of nothing", RIGHT)
            .header("If-Match: *")
            .gets(412, "precondition-failed"),
        put("key that may only submit and read", RIGHT)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("POST of schedules", "POST /v1/schedules").gets(405, "method-not-allowed"),
        request("unknown schedule", "GET /v1/schedules/nope").gets(404, "not-found"),
        request("deletion of an unknown one", "DELETE /v1/schedules/nope").gets(404, "not-found"),
        request("limit 0 of schedules", "GET /v1/schedules?limit=0").gets(400, "invalid-parameter"),
        request("unknown parameter of schedules", "GET /v1/schedules?name=a")
            .gets(400, "invalid-parameter"),
        request("cursor of nobody", "GET /v1/schedules?cursor=!!!").gets(400, "invalid-parameter"));
  }

  private static WrongRequest put(String name, String body) {
    return request("schedule: " + name, "PUT /v1/schedules/wrong")
        .body(body)
        .gets(422, "invalid-schedule");
  }

  private static WrongRequest cron(String cron) {
    return put("cron " + cron, RIGHT.replace("0 4 * * *", cron)).at("/cron");
  }

  private static WrongRequest member(String member) {
    return put(member, RIGHT.replace("{\"cron\"", "{" + member + ", \"cron\""));
  }

  private static WrongRequest task(String member) {
    return put("task with " + member, RIGHT.replace("{\"type\"", "{" + member + ", \"type\""));
  }
}
