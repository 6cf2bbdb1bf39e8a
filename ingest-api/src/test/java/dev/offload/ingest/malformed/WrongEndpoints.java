package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Wrong requests about endpoints.
final class WrongEndpoints {

  private static final String RIGHT = "{\"url\": \"https://shop.example/\"}";
  private static final String NONE = "/v1/webhooks/whe_0199f5ac-1111-7000-8000-000000000004";

  private WrongEndpoints() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        post("no JSON", "{").gets(400, "malformed-json"),
        post("a list", "[]").at(""),
        post("nothing in it", "{}").at("/url"),
        post("number as URL", "{\"url\": 1}").at("/url"),
        post("other scheme", "{\"url\": \"ftp://shop.example/\"}").at("/url"),
        post("password in the URL", "{\"url\": \"https://a:b@shop.example/\"}").at("/url"),
        with("\"secret\": \"whsec_x\"").at("/secret"),
        with("\"state\": \"disabled\"").at("/state"),
        with("\"events\": []").at("/events"),
        with("\"events\": \"task.*\"").at("/events"),
        with("\"events\": [\"*\"]").at("/events/0"),
        with("\"events\": [\"task.queued\"]").at("/events/0"),
        with("\"events\": [\"task.*\", \"task.*\"]").at("/events/1"),
        with("\"tags\": [\"\"]").at("/tags/0"),
        with("\"tags\": [\"a\", \"a\"]").at("/tags/1"),
        with("\"description\": \"\"").at("/description"),
        with("\"description\": \"" + "d".repeat(201) + "\"").at("/description"),
        with("\"headers\": []").at("/headers"),
        with("\"headers\": {\"X-A\": 1}").at("/headers/X-A"),
        with("\"headers\": {\"X-A\": \"\"}").at("/headers/X-A"),
        with("\"headers\": {\"X-A\": \"a\\r\\nX-B: b\"}").at("/headers/X-A"),
        with("\"headers\": {\"X-A\": \" a\"}").at("/headers/X-A"),
        with("\"headers\": {\"X A\": \"a\"}").at("/headers/X A"),
        with("\"headers\": {\"\": \"a\"}").at("/headers/"),
        with("\"headers\": {\"Host\": \"a\"}").at("/headers/Host"),
        with("\"headers\": {\"Content-Length\": \"1\"}").at("/headers/Content-Length"),
        with("\"headers\": {\"Webhook-Signature\": \"a\"}").at("/headers/Webhook-Signature"),
        with("\"headers\": {\"webhook_id\": \"a\"}").at("/headers/webhook_id"),
        with("\"headers\": {\"X-A\": \"a\", \"x-a\": \"b\"}").at("/headers/x-a"),
        with("\"rate\": {\"count\": 1}").at("/rate/per"),
        with("\"rate\": {\"count\": 0, \"per\": \"PT1S\"}").at("/rate/count"),
        with("\"concurrency\": 0").at("/concurrency"),
        with("\"concurrency\": 1001").at("/concurrency"),
        with("\"ordered\": true, \"events\": [\"task.*\", \"task.progress\"]").at("/events"),
        with("\"ordered\": \"no\"").at("/ordered"),
        with("\"handshake\": 1").at("/handshake"),
        with("\"format\": \"xml\"").at("/format"),
        with("\"headers\": {\"ce-id\": \"1\"}").at("/headers/ce-id"),
        with("\"signatures\": []").at("/signatures"),
        with("\"signatures\": \"v1\"").at("/signatures"),
        with("\"signatures\": [\"v2\"]").at("/signatures/0"),
        with("\"signatures\": [\"v1\", \"v1\"]").at("/signatures/1"),
        with("\"publicKey\": \"whpk_x\"").at("/publicKey"),
        with("\"tls\": []").at("/tls"),
        with("\"tls\": {}").at("/tls"),
        with("\"tls\": {\"verify\": false}").at("/tls/verify"),
        with("\"tls\": {\"ca\": 1}").at("/tls/ca"),
        with("\"tls\": {\"ca\": \"\"}").at("/tls/ca"),
        with("\"tls\": {\"ca\": \"" + "-".repeat(8_193) + "\"}").at("/tls/ca"),
        with("\"tls\": {\"clientKey\": \"x\"}").at("/tls/clientCertificate"),
        with("\"tls\": {\"clientCertificate\": \"x\", \"clientKey\": \"x\"}")
            .at("/tls/clientCertificate"),
        post("too large", " ".repeat(40 * 1024) + RIGHT).gets(413, "too-large"),
        post("key that may only submit and read", RIGHT)
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("patch of an unknown one", "PATCH " + NONE).body("{}").gets(404, "not-found"),
        request("unknown webhook", "GET " + NONE).gets(404, "not-found"),
        request("id that is none", "GET /v1/webhooks/whe_1").gets(404, "not-found"),
        request("deletion of an unknown one", "DELETE " + NONE).gets(404, "not-found"),
        request("secret of an unknown one", "POST " + NONE + "/secret").gets(404, "not-found"),
        request("test of an unknown one", "POST " + NONE + "/test").gets(404, "not-found"),
        request("recovery of an unknown one", "POST " + NONE + "/recover")
            .body("{\"since\": \"2026-11-22T10:00:00Z\"}")
            .gets(404, "not-found"),
        request("deliveries of an unknown one", "GET " + NONE + "/deliveries")
            .gets(404, "not-found"),
        request("PUT of an endpoint", "PUT " + NONE).body(RIGHT).gets(405, "method-not-allowed"),
        request("limit 0 of endpoints", "GET /v1/webhooks?limit=0").gets(400, "invalid-parameter"),
        request("cursor of nobody", "GET /v1/webhooks?cursor=whe_1")
            .gets(400, "invalid-parameter"));
  }

  private static WrongRequest post(String name, String body) {
    return request("endpoint: " + name, "POST /v1/webhooks")
        .body(body)
        .gets(422, "invalid-webhook");
  }

  private static WrongRequest with(String member) {
    return post(member, "{\"url\": \"https://shop.example/\", " + member + "}");
  }
}
