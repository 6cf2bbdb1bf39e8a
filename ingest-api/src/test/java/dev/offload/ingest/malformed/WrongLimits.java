package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Wrong requests about limits, and about pauses of tenants.
final class WrongLimits {

  private static final String RIGHT = "{\"concurrency\": 5}";

  private WrongLimits() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        put("no JSON", "{").gets(400, "malformed-json"),
        put("a list", "[]").at(""),
        put("nothing in it", "{}").at(""),
        put("null as rate", "{\"rate\": null}").at("/rate"),
        put("two mistakes", "{\"concurrency\": -1, \"rate\": {\"count\": 1}}").at("/rate/per"),
        put("neither of the two", "{\"concurrency\": null}").at("/concurrency"),
        put("negative", "{\"concurrency\": -1}").at("/concurrency"),
        put("too many", "{\"concurrency\": 1000001}").at("/concurrency"),
        put("half a unit", "{\"concurrency\": 0.5}").at("/concurrency"),
        put("text as concurrency", "{\"concurrency\": \"5\"}").at("/concurrency"),
        put("number as rate", "{\"rate\": 5}").at("/rate"),
        put("unknown member", "{\"concurrency\": 5, \"burst\": 1}").at("/burst"),
        rate("\"count\": 1").at("/rate/per"),
        rate("\"per\": \"PT1S\"").at("/rate/count"),
        rate("\"count\": 1.5, \"per\": \"PT1S\"").at("/rate/count"),
        rate("\"count\": 1, \"per\": \"PT1S\", \"burst\": 1000001").at("/rate/burst"),
        rate("\"count\": 0, \"per\": \"PT1S\"").at("/rate/count"),
        rate("\"count\": 1, \"per\": \"PT0S\"").at("/rate/per"),
        rate("\"count\": 1, \"per\": \"PT0.0015S\"").at("/rate/per"),
        rate("\"count\": 1, \"per\": \"P2D\"").at("/rate/per"),
        rate("\"count\": 1, \"per\": \"1s\"").at("/rate/per"),
        rate("\"count\": 1, \"per\": \"PT1S\", \"burst\": 0").at("/rate/burst"),
        rate("\"count\": 1, \"per\": \"PT1S\", \"of\": 0").at("/rate/of"),
        put("too large", " ".repeat(20 * 1024) + RIGHT).gets(413, "too-large"),
        at("queue that is none", "queue/Nope").at(""),
        at("star inside", "queue/a*b").at(""),
        at("tenant that is none", "tenant/-a").at(""),
        at("key of spaces", "key/%20").at(""),
        at("key with a line break", "key/a%0Ab").at(""),
        at("long key", "key/" + "k".repeat(201)).at(""),
        request("unknown kind", "PUT /v1/limits/topic/a").body(RIGHT).gets(404, "not-found"),
        put("a revision that is gone", RIGHT)
            .header("If-Match: \"gone\"")
            .gets(412, "precondition-failed"),
        put("key that may only submit and read", RIGHT)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("queue by a manager", "PUT /v1/limits/queue/parcel")
            .body(RIGHT)
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"),
        request("POST of limits", "POST /v1/limits").gets(405, "method-not-allowed"),
        request("unknown limit", "GET /v1/limits/key/nope").gets(404, "not-found"),
        request("limit of no name", "GET /v1/limits/tenant/-a").gets(404, "not-found"),
        request("deletion of an unknown one", "DELETE /v1/limits/queue/nope")
            .gets(404, "not-found"),
        request("limit 0 of limits", "GET /v1/limits?limit=0").gets(400, "invalid-parameter"),
        request("cursor of nobody", "GET /v1/limits?cursor=!!!").gets(400, "invalid-parameter"),
        request("cursor of another list", "GET /v1/limits?cursor=YQ")
            .gets(400, "invalid-parameter"),
        request("pause of no tenant", "POST /v1/tenants/-a/pause").gets(404, "not-found"),
        request("pause by a tenant", "POST /v1/tenants/acme/pause")
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"));
  }

  private static WrongRequest put(String name, String body) {
    return request("limit: " + name, "PUT /v1/limits/key/wrong")
        .body(body)
        .gets(422, "invalid-limit");
  }

  private static WrongRequest rate(String members) {
    return put("rate of " + members, "{\"rate\": {" + members + "}}");
  }

  private static WrongRequest at(String name, String scope) {
    return request("limit: " + name, "PUT /v1/limits/" + scope)
        .body(RIGHT)
        .gets(422, "invalid-limit");
  }
}
