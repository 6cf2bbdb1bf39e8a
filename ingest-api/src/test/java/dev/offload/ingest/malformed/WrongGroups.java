package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.member;
import static dev.offload.ingest.malformed.WrongRequest.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Wrong requests about groups, and about what follows a task or a group.
final class WrongGroups {
  private static final String TASK = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}";
  private static final String ID = "grp_019ab3c2-0000-7000-8000-000000000000";

  private WrongGroups() {}

  static Stream<WrongRequest> all() {
    return Stream.of(opened(), calls(), successors(), batches()).flatMap(requests -> requests);
  }

  private static Stream<WrongRequest> opened() {
    return Stream.of(
        open("no JSON", "{").gets(400, "malformed-json"),
        open("no body", "").gets(400, "malformed-json"),
        open("a list", "[]").at(""),
        open("unknown member", "{\"name\": \"x\"}").at("/name"),
        open("tags that are no list", "{\"tags\": \"x\"}").at("/tags"),
        open("tag twice", "{\"tags\": [\"x\", \"x\"]}").at("/tags/1"),
        open("nobody to notify", "{\"notify\": [{}]}").at("/notify/0/webhook"),
        open("then that is no list", "{\"then\": {}}").at("/then"),
        open("then without a task", "{\"then\": [{\"on\": \"always\"}]}").at("/then/0/task"),
        open("then of a wrong task", then("\"always\"", "{\"type\": \"parcel\", \"input\": {}}"))
            .at("/then/0/task/input/to"),
        open("then of an unknown type", then("\"always\"", "{\"type\": \"nope\", \"input\": {}}"))
            .gets(422, "unknown-type")
            .at("/then/0/task/type"),
        open("then with a file of another tenant", then("\"always\"", to("{foreignFile}")))
            .at("/then/0/task/input/to"),
        open("then of null", "{\"then\": null}").at("/then"),
        open(
                "then of a second wrong task",
                "{\"then\": ["
                    + "{\"on\": \"always\", \"task\": "
                    + TASK
                    + "}},"
                    + "{\"on\": \"success\", \"task\": "
                    + TASK
                    + ", \"weight\": 0}}]}")
            .at("/then/1/task/weight"),
        open("then in a group", then("\"always\"", TASK + ", \"group\": \"" + ID + "\"}"))
            .at("/then/0/task/group"),
        open("then that is too large", then("\"always\"", to("x".repeat(262_100))))
            .gets(413, "too-large")
            .at("/then"),
        open("idempotency key", "{}")
            .header("Idempotency-Key: a")
            .gets(400, "invalid-parameter")
            .saying("is for POST /v1/tasks only"),
        open("too large", "{\"tags\": [\"" + "x".repeat(400_000) + "\"]}").gets(413, "too-large"),
        open("key that may only read", "{}")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"));
  }

  private static Stream<WrongRequest> calls() {
    return Stream.of(
        request("group that is none", "GET /v1/groups/nope").gets(404, "not-found"),
        request("group with the id of a task", "GET /v1/groups/" + ID.replace("grp", "tsk"))
            .gets(404, "not-found"),
        request("group of version 4", "GET /v1/groups/" + ID.replace("-7", "-4"))
            .gets(404, "not-found"),
        request("seal of none", "POST /v1/groups/nope/seal").gets(404, "not-found"),
        request("cancel of none", "POST /v1/groups/nope/cancel").gets(404, "not-found"),
        request("seal by a reader", "POST /v1/groups/nope/seal")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("cancel by a reader", "POST /v1/groups/nope/cancel")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("groups by a manager", "GET /v1/groups")
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"),
        request("DELETE of a group", "DELETE /v1/groups/" + ID).gets(405, "method-not-allowed"),
        request("groups in no state", "GET /v1/groups?state=sealed")
            .gets(400, "invalid-parameter")
            .saying("state must be open, running, succeeded, failed or cancelled."),
        request("groups by tag", "GET /v1/groups?tag=a").gets(400, "invalid-parameter"),
        request("limit 0 of groups", "GET /v1/groups?limit=0").gets(400, "invalid-parameter"),
        request("cursor of nobody", "GET /v1/groups?cursor=!!!").gets(400, "invalid-parameter"),
        request("cursor of another list", "GET /v1/groups?cursor=YQ")
            .gets(400, "invalid-parameter"),
        request("tasks of a group that is none", "GET /v1/tasks?group=nope")
            .gets(400, "invalid-parameter"));
  }

  private static Stream<WrongRequest> batches() {
    return Stream.of("?group=", "?group=old", "?group=new&group=new")
        .map(
            query ->
                request("batch with " + query, "POST /v1/tasks/batch" + query)
                    .contentType("application/x-ndjson")
                    .body(TASK + "}")
                    .gets(400, "invalid-parameter"));
  }

  private static Stream<WrongRequest> successors() {
    List<WrongRequest> wrong = new ArrayList<>();
    wrong.add(member("\"group\": \"nope\"").at("/group"));
    wrong.add(member("\"group\": \"" + ID.replace("-7", "-4") + "\"").at("/group"));
    wrong.add(member("\"then\": {}").at("/then"));
    wrong.add(member("\"then\": [1]").at("/then/0"));
    wrong.add(member("\"after\": [\"a\"]").at("/after"));
    wrong.add(member("\"name\": \"a\"").at("/name"));
    wrong.add(member("\"idempotencyKey\": \"a\"").at("/idempotencyKey"));
    wrong.add(member("\"then\": [{}]").at("/then/0/on"));
    wrong.add(next("\"then\"", TASK + "}").at("/then/0/on"));
    wrong.add(next("1", TASK + "}").at("/then/0/on"));
    wrong.add(next("\"always\"", "[]").at("/then/0/task"));
    wrong.add(next("\"always\"", "{}").at("/then/0/task/type"));
    wrong.add(next("\"always\"", TASK + ", \"on\": 1}").at("/then/0/task/on"));
    wrong.add(
        next("\"always\"", TASK + ", \"runAt\": \"2027-01-01T00:00:00Z\"}")
            .at("/then/0/task/runAt"));
    wrong.add(next("\"always\"", TASK + ", \"group\": \"" + ID + "\"}").at("/then/0/task/group"));
    wrong.add(
        next("\"always\"", TASK + ", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")
            .at("/then/0/task/expiresAt"));
    wrong.add(next("\"always\"", TASK + ", \"delay\": \"P400D\"}").at("/then/0/task/delay"));
    wrong.add(next("null", TASK + "}").at("/then/0/on"));
    wrong.add(next("\"always\"", "null").at("/then/0/task"));
    wrong.add(next("\"always\"", TASK + "}, \"if\": {}").at("/then/0/if"));
    wrong.add(next("\"always\"", TASK + ", \"group\": \"new\"}").at("/then/0/task/group"));
    wrong.add(next("\"always\"", TASK + ", \"priority\": 10}").at("/then/0/task/priority"));
    wrong.add(
        next("\"always\"", TASK + ", \"concurrencyKey\": \"*\"}")
            .at("/then/0/task/concurrencyKey"));
    wrong.add(next("\"always\"", TASK + ", \"weight\": 1001}").at("/then/0/task/weight"));
    wrong.add(next("\"always\"", TASK + ", \"user\": \"\"}").at("/then/0/task/user"));
    wrong.add(next("\"always\"", TASK + ", \"tags\": [\"a\", \"a\"]}").at("/then/0/task/tags/1"));
    wrong.add(next("\"always\"", TASK + ", \"notify\": [{}]}").at("/then/0/task/notify/0/webhook"));
    wrong.add(
        next("\"always\"", TASK + ", \"retry\": {\"maxAttempts\": 0}}")
            .at("/then/0/task/retry/maxAttempts"));
    wrong.add(next("\"always\"", TASK + ", \"after\": [\"a\"]}").at("/then/0/task/after"));
    wrong.add(next("\"always\"", TASK + ", \"timeout\": \"P2D\"}").at("/then/0/task/timeout"));
    wrong.add(
        next("\"always\"", TASK + ", \"retry\": {\"firstDelay\": \"P9D\"}}")
            .at("/then/0/task/retry/firstDelay"));
    wrong.add(
        next("\"always\"", TASK + ", \"delay\": \"P300D\", \"expiresAt\": \"" + inAMinute() + "\"}")
            .at("/then/0/task/expiresAt")
            .saying("must be after the time at which the task is to run"));
    wrong.add(
        next("\"always\"", "{\"type\": \"parcel\", \"input\": {\"to\": \"x\", \"wight\": 1}}")
            .at("/then/0/task/input/wight"));
    wrong.add(
        next("\"always\"", to("fil_019ab3c2-0000-7000-8000-000000000000"))
            .at("/then/0/task/input/to"));
    wrong.add(
        next("\"always\"", "{\"type\": \"parcel\", \"input\": {\"$from\": \"/result\"}}")
            .at("/then/0/task/input"));
    wrong.add(
        next("\"always\"", TASK + ", \"debounce\": {\"key\": \"k\", \"wait\": \"PT1S\"}}")
            .at("/then/0/task/debounce"));
    wrong.add(
        next("\"always\"", "{\"type\": \"parcel\", \"input\": {\"to\": {\"$from\": \"files/0\"}}}")
            .at("/then/0/task/input/to/$from"));
    wrong.add(
        next(
                "\"always\"",
                "{\"type\": \"parcel\", \"input\": {\"to\": {\"$from\": \"/id\"}, \"wight\": 1}}")
            .at("/then/0/task/input/wight"));
    wrong.add(
        member(
                "\"then\": [{\"on\": \"always\", \"task\": "
                    + TASK
                    + ", "
                    + then("1", TASK + "}").substring(1)
                    + "}]")
            .at("/then/0/task/then/0/on"));
    wrong.add(
        member(
                "\"then\": ["
                    + ("{\"on\": \"always\", \"task\": " + TASK + "}},")
                        .repeat(11)
                        .replaceAll(",$", "")
                    + "]")
            .at("/then"));
    wrong.add(member(nested(11)).at("/then/0/task" + "/then/0/task".repeat(9) + "/then"));
    return Stream.concat(
        wrong.stream().map(one -> one.gets(422, "invalid-task")),
        Stream.of(
            next("\"always\"", "{\"type\": \"nope\", \"input\": {}}")
                .gets(422, "unknown-type")
                .at("/then/0/task/type"),
            next("\"always\"", to("x".repeat(262_100))).gets(413, "too-large").at("/then")));
  }

  /// A member `then` so many levels deep.
  private static String nested(int levels) {
    String then = "";
    for (int level = 0; level < levels; level++) {
      then =
          "\"then\": [{\"on\": \"always\", \"task\": "
              + TASK
              + (then.isEmpty() ? "" : ", " + then)
              + "}}]";
    }
    return then;
  }

  private static String to(String text) {
    return "{\"type\": \"parcel\", \"input\": {\"to\": \"" + text + "\"}}";
  }

  private static String then(String on, String task) {
    return "{\"then\": [{\"on\": " + on + ", \"task\": " + task + "}]}";
  }

  private static WrongRequest next(String on, String task) {
    String body = then(on, task);
    return member(body.substring(1, body.length() - 1));
  }

  private static WrongRequest open(String name, String body) {
    return request("group: " + name, "POST /v1/groups").body(body).gets(422, "invalid-group");
  }

  private static Instant inAMinute() {
    return Instant.now().plusSeconds(60);
  }
}
