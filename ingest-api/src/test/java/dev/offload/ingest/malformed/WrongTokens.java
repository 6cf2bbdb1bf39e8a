package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.request;

import java.util.stream.Stream;

/// Wrong requests about tokens, and with wrong tokens.
final class WrongTokens {

  private static final String TASK = "tsk_0199f5ac-1111-7000-8000-000000000004";
  private static final String FOR_A_TASK = "\"task\": \"" + TASK + "\"";

  /// The head says `{"alg":"none","kid":"bootstrap"}`.
  private static final String UNSIGNED =
      "eyJhbGciOiJub25lIiwia2lkIjoiYm9vdHN0cmFwIn0.eyJpc3MiOiJvZmZsb2FkIn0.";

  private WrongTokens() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
        post("no JSON", "{").gets(400, "malformed-json"),
        post("a list", "[]").at(""),
        post("nothing in it", "{}").at(""),
        post("null as task", "{\"task\": null}").at("/task"),
        post("number as task", "{\"task\": 1}").at("/task"),
        post("group as task", "{\"task\": \"grp_0199f5ac-1111-7000-8000-000000000004\"}")
            .at("/task"),
        post("task as group", "{\"group\": \"" + TASK + "\"}").at("/group"),
        with("\"group\": \"grp_0199f5ac-1111-7000-8000-000000000004\"").at(""),
        with("\"user\": \"u-1\"").at(""),
        with("\"upload\": \"fil_019ab3c2-0000-7000-8000-000000000000\"").at(""),
        post("task as upload", "{\"upload\": \"" + TASK + "\"}").at("/upload"),
        post(
                "upload that is not there",
                "{\"upload\": \"fil_019ab3c2-0000-7000-8000-000000000000\"}")
            .gets(404, "not-found"),
        post("empty user", "{\"user\": \"\"}").at("/user"),
        with("\"scope\": \"read\"").at("/scope"),
        with("\"expiresIn\": 60").at("/expiresIn"),
        with("\"expiresIn\": \"1h\"").at("/expiresIn"),
        with("\"expiresIn\": \"PT0S\"").at("/expiresIn"),
        with("\"expiresIn\": \"PT0.999S\"").at("/expiresIn"),
        with("\"expiresIn\": \"PT24H1S\"").at("/expiresIn"),
        post("too large", " ".repeat(20 * 1024) + "{" + FOR_A_TASK + "}").gets(413, "too-large"),
        post("key that may only manage", "{" + FOR_A_TASK + "}")
            .authorization("Bearer {managingKey}")
            .gets(403, "forbidden"),
        portal("number as tenant", "{\"tenant\": 1}").at("/tenant"),
        portal("name that is no tenant", "{\"tenant\": \"a b\"}").at("/tenant"),
        portal("too long", "{\"expiresIn\": \"P2D\"}").at("/expiresIn"),
        portal("a task", "{" + FOR_A_TASK + "}").at("/task"),
        portal("key that may only read", "{}")
            .authorization("Bearer {readingKey}")
            .gets(403, "forbidden"),
        request("GET of tokens", "GET /v1/tokens").gets(405, "method-not-allowed"),
        bearer("unsigned token", UNSIGNED).saying("not valid"),
        bearer("token with an invented signature", UNSIGNED + "AAAA").saying("not valid"),
        bearer("token of three empty parts", "e30.e30.e30").saying("not valid"),
        request("token in the query of a task", "GET /v1/tasks/" + TASK + "?token=" + UNSIGNED)
            .authorization(null)
            .gets(400, "invalid-parameter")
            .saying("event streams only"),
        request("key in the query", "GET /v1/tasks/" + TASK + "/events?token={key}")
            .authorization(null)
            .gets(401, "unauthenticated"),
        request("token beside a key", "GET /v1/tasks/" + TASK + "/events?token=" + UNSIGNED)
            .gets(400, "invalid-parameter")
            .saying("once"));
  }

  private static WrongRequest bearer(String name, String token) {
    return request(name, "GET /v1/tasks/" + TASK)
        .authorization("Bearer " + token)
        .gets(401, "unauthenticated");
  }

  private static WrongRequest post(String name, String body) {
    return request("token: " + name, "POST /v1/tokens").body(body).gets(400, "invalid-parameter");
  }

  private static WrongRequest portal(String name, String body) {
    return request("portal: " + name, "POST /v1/portal").body(body).gets(400, "invalid-parameter");
  }

  private static WrongRequest with(String member) {
    return post(member, "{" + FOR_A_TASK + ", " + member + "}");
  }
}
