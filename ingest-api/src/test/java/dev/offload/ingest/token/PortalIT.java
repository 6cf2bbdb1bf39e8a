package dev.offload.ingest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.schemas.json.Json;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a link to the portal opens, and what it does not.
@IngestTest
class PortalIT {
  /// Nobody looks at who asks before the body has the right type.
  private static final String PIECE = "application/offset+octet-stream";

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final String tenant = "customers-" + TENANTS.incrementAndGet();
  private String key;

  @BeforeEach
  void makeKey() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
  }

  @Test
  void linkLeadsToThePageAndManagesEndpoints() {
    URI link = link(ask(key, "{\"expiresIn\": \"PT10M\"}").statusCode(201));
    assertThat(link.getPath()).isEqualTo("/portal");
    String token = token(link);

    Api.anonymous()
        .get(link.getPath())
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .header("Referrer-Policy", "no-referrer");
    String id =
        Api.with(token)
            .contentType("application/json")
            .body("{\"url\": \"https://shop.example/\"}")
            .post("/v1/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Api.with(key).get("/v1/webhooks/" + id).then().statusCode(200);
    Api.with(token)
        .get("/v1/webhooks/" + id + "/deliveries")
        .then()
        .statusCode(200)
        .body("items", equalTo(List.of()));
    Api.with(token)
        .contentType("application/json")
        .body("{\"since\": \"2026-11-22T10:00:00Z\", \"dryRun\": true}")
        .post("/v1/webhooks/" + id + "/recover")
        .then()
        .statusCode(202)
        .body("count", equalTo(0));
    Api.with(token).delete("/v1/webhooks/" + id).then().statusCode(204);
  }

  @Test
  void linkOpensNothingElse() throws Exception {
    String token = token(link(ask(key, "{}").statusCode(201)));
    int refused = 0;
    for (Map.Entry<String, JsonNode> path : document().properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode() && !isOfPortals(path.getKey(), operation)) {
          refused++;
          String named =
              path.getKey().replaceAll("\\{[a-z]+}", "tsk_0199f5ac-1111-7000-8000-000000000004");
          int status =
              Api.with(token)
                  .contentType(operation.toString().contains(PIECE) ? PIECE : "application/json")
                  .body((method.equals("get") ? "" : "{}").getBytes(StandardCharsets.UTF_8))
                  .request(Method.valueOf(method.toUpperCase(Locale.ROOT)), named)
                  .statusCode();
          assertThat(status)
              .as("%s %s", method, named)
              .isIn(403, operation.toString().contains("ndjson") ? 415 : 403);
        }
      }
    }
    assertThat(refused).isGreaterThan(30);
  }

  @Test
  void linkShowsItsTenantOnly() {
    String foreign = Api.newKey(tenant + "-other", "manage");
    String id =
        Api.with(foreign)
            .contentType("application/json")
            .body("{\"url\": \"https://shop.example/\"}")
            .post("/v1/webhooks")
            .path("id");
    String token = token(link(ask(key, "{}").statusCode(201)));

    Api.with(token).get("/v1/webhooks").then().statusCode(200).body("items", equalTo(List.of()));
    Api.with(token).get("/v1/webhooks/" + id).then().statusCode(404);
    Api.with(token).delete("/v1/webhooks/" + id).then().statusCode(404);
    Api.with(foreign).delete("/v1/webhooks/" + id).then().statusCode(204);
  }

  @Test
  void linkForAnotherTenantNeedsAdmin() {
    String other = tenant + "-other";
    ask(key, "{\"tenant\": \"%s\"}".formatted(other))
        .statusCode(403)
        .body("detail", containsString("scope admin"));
    String admin = Api.newKey("operators", "admin");
    ask(admin, "{}").statusCode(201);

    String token = token(link(ask(admin, "{\"tenant\": \"%s\"}".formatted(other)).statusCode(201)));
    String id =
        Api.with(token)
            .contentType("application/json")
            .body("{\"url\": \"https://shop.example/\"}")
            .post("/v1/webhooks")
            .path("id");
    String theirs = Api.newKey(other, "manage");
    Api.with(theirs).get("/v1/webhooks/" + id).then().statusCode(200);
    Api.with(theirs).delete("/v1/webhooks/" + id).then().statusCode(204);
  }

  private static boolean isOfPortals(String path, JsonNode operation) {
    return path.startsWith("/v1/webhooks")
        && operation.path("security").toString().contains("\"token\"");
  }

  private static ValidatableResponse ask(String key, String body) {
    return Api.with(key).contentType("application/json").body(body).post("/v1/portal").then();
  }

  private static URI link(ValidatableResponse answer) {
    return URI.create(answer.extract().path("url"));
  }

  private static String token(URI link) {
    return link.getFragment().substring("token=".length());
  }

  private static JsonNode document() throws Exception {
    return Json.MAPPER
        .readTree(Api.anonymous().get("/openapi?format=json").asString())
        .path("paths");
  }
}
