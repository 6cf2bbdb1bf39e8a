package dev.offload.ingest.preference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Together;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.topic.Topics;
import dev.offload.secrets.Encrypter;
import dev.offload.secrets.Unsubscribing;
import dev.offload.testkit.KafkaForTests;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class PreferencesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String PATH = "/v1/users/{user}/notifications";
  private static final String ADA = "{\"email\": \"ada@example.com\"}";

  @Inject PreferencesKeeper preferences;
  @Inject PreferencesConfig config;
  @Inject BoundedWriter writer;
  @Inject StorageGuard storage;
  private final String tenant = "users-" + RUNS.incrementAndGet();
  private final Unsubscribing links =
      new Unsubscribing(new Encrypter(List.of(Surroundings.ENCRYPTION_KEY)));
  private String key;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
  }

  @Test
  void preferencesAreSetShownReplacedAndDeleted() {
    String createdAt =
        put("ada", ADA)
            .statusCode(201)
            .body("user", equalTo("ada"))
            .body("email", equalTo("ada@example.com"))
            .body("events", contains("task.*"))
            .body("digest", nullValue())
            .body("timeZone", equalTo("UTC"))
            .body("muted", equalTo(false))
            .extract()
            .path("createdAt");
    get("ada").statusCode(200).body("unsubscribedAt", nullValue());

    put(
            "ada",
            """
            {"email": "a@b.de", "events": ["task.failed"], "digest": {"at": "08:00"},
             "timeZone": "Europe/Berlin", "muted": true}
            """)
        .statusCode(200)
        .body("digest.at", equalTo("08:00"))
        .body("timeZone", equalTo("Europe/Berlin"))
        .body("email", equalTo("a@b.de"))
        .body("events", contains("task.failed"))
        .body("muted", equalTo(true))
        .body("createdAt", equalTo(createdAt));

    put("ada", "{\"email\": \"a@b.de\", \"digest\": {\"every\": \"PT90M\"}}")
        .body("digest.every", equalTo("PT1H30M"));
    get("ada").body("digest.every", equalTo("PT1H30M"));

    Api.with(key).delete(PATH, "ada").then().statusCode(204);
    get("ada").statusCode(404).body("code", equalTo("not-found"));
    Api.with(key).delete(PATH, "ada").then().statusCode(404);
    assertThat(Log.of(Topics.CONFIG, UserPreferences.key(tenant, "ada")).getLast().value())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "*", "a b", "ä+%20?#😀", "50%", "a//b", ";x=1", "<b>"})
  void userIsPercentEncodedInThePath(String user) {
    put(user, ADA).statusCode(201).body("user", equalTo(user));
    get(user).statusCode(200).body("user", equalTo(user));
    assertThat(Log.of(Topics.CONFIG, UserPreferences.key(tenant, user))).hasSize(1);
  }

  @Test
  void usersOfTwoTenantsAreTwoUsers() {
    put("ada", ADA).statusCode(201);
    String other = Api.newKey(tenant + "-x", "manage");

    Api.with(other).get(PATH, "ada").then().statusCode(404);
    Api.with(other).delete(PATH, "ada").then().statusCode(404);
    Api.with(Api.newKey(tenant, "read", "submit")).get(PATH, "ada").then().statusCode(403);
    get("ada").statusCode(200);
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    String first = put("ada", ADA).extract().header("ETag");
    String second = put("ada", ADA).extract().header("ETag");

    assertThat(second).isNotEqualTo(first);
    Api.with(key)
        .header("If-Match", first)
        .contentType("application/json")
        .body(ADA)
        .put(PATH, "ada")
        .then()
        .statusCode(412);
    Api.with(key).header("If-Match", first).delete(PATH, "ada").then().statusCode(412);
    Api.with(key).header("If-Match", second).delete(PATH, "ada").then().statusCode(204);
  }

  @Test
  void usersBeyondTheQuotaAreRefusedButReplacingIsNot() {
    List<Integer> statuses =
        Together.all(Surroundings.MAX_USERS + 4, i -> put("u" + i, ADA).extract().statusCode());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(Surroundings.MAX_USERS);
    int kept = statuses.indexOf(201);
    put("u" + kept, ADA).statusCode(200);
    put("more", ADA).statusCode(429).body("code", equalTo("quota-exceeded"));
  }

  /// Replicas have no lock between them. What both decided on the same state, only one may do.
  @Test
  void replicasDoNotUndoEachOthersChange() {
    PreferencesBook elsewhere = new PreferencesBook(KafkaForTests.connection());
    try {
      PreferencesKeeper other =
          new PreferencesKeeper(elsewhere, config, writer, storage, InstantSource.system());
      for (int round = 0; round < 15; round++) {
        String tag = put("ada", ADA).extract().header("ETag");

        List<Boolean> isChanged =
            Together.all(2, i -> isPut(i == 0 ? preferences : other, "a" + i + "@b.de", tag));

        assertThat(isChanged).containsExactlyInAnyOrder(true, false);
        get("ada").body("email", equalTo("a" + isChanged.indexOf(true) + "@b.de"));
      }
    } finally {
      elsewhere.close();
    }
  }

  private boolean isPut(PreferencesKeeper replica, String email, String tag) {
    try {
      JsonBody body =
          JsonBody.read(
              new ByteArrayInputStream("{\"email\": \"%s\"}".formatted(email).getBytes(UTF_8)),
              10_000);
      replica.put(tenant, "ada", body, new Preconditions(List.of(tag), List.of()), () -> {});
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(412);
      return false;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// As RFC 8058 says that a mail provider does it, without a key.
  @Test
  void mailProviderUnsubscribesAUserByOnePost() {
    put("ada", ADA).statusCode(201);
    put("bea", ADA).statusCode(201);
    String token = links.token(tenant, "ada");

    RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click")
        .post("/v1/unsubscribe?token={token}", token)
        .then()
        .statusCode(200);

    get("ada").body("muted", equalTo(true)).body("unsubscribedAt", notNullValue());
    get("bea").body("muted", equalTo(false));
    String since = get("ada").extract().path("unsubscribedAt");
    RestAssured.given().post("/v1/unsubscribe?token={token}", token).then().statusCode(200);
    get("ada").body("unsubscribedAt", equalTo(since));
  }

  @Test
  void onlyMutedFalseUndoesThatAUserHasUnsubscribed() {
    put("ada", ADA).statusCode(201);
    RestAssured.given()
        .post("/v1/unsubscribe?token={token}", links.token(tenant, "ada"))
        .then()
        .statusCode(200);
    String since = get("ada").extract().path("unsubscribedAt");

    for (String kept :
        List.of(ADA, "{\"email\": \"a@b.de\", \"muted\": true}", "{\"email\": \"a@b.de\"}")) {
      put("ada", kept)
          .statusCode(200)
          .body("muted", equalTo(true))
          .body("unsubscribedAt", equalTo(since));
    }
    get("ada").body("email", equalTo("a@b.de")).body("unsubscribedAt", equalTo(since));

    put("ada", "{\"email\": \"a@b.de\", \"muted\": false}")
        .statusCode(200)
        .body("muted", equalTo(false));
    get("ada").body("muted", equalTo(false)).body("unsubscribedAt", nullValue());
    put("ada", ADA).statusCode(200).body("muted", equalTo(false));
  }

  @Test
  void whatTheTenantHasMutedIsNotKept() {
    put("ada", "{\"email\": \"a@b.de\", \"muted\": true}").statusCode(201);

    put("ada", ADA).statusCode(200).body("muted", equalTo(false));
  }

  @Test
  void lookingAtTheLinkChangesNothing() {
    put("ada", ADA).statusCode(201);
    String token = links.token(tenant, "ada");

    RestAssured.given()
        .get("/v1/unsubscribe?token={token}", token)
        .then()
        .statusCode(200)
        .contentType("text/html; charset=utf-8")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("<form method=\"post\">"))
        .body(not(containsString("ada")));
    RestAssured.given().head("/v1/unsubscribe?token={token}", token).then().statusCode(200);
    RestAssured.given().options("/v1/unsubscribe?token={token}", token).then().statusCode(204);
    RestAssured.given().delete("/v1/unsubscribe?token={token}", token).then().statusCode(405);

    get("ada").body("muted", equalTo(false));
  }

  @Test
  void linkOfSomebodyElseUnsubscribesNobody() {
    put("ada", ADA).statusCode(201);
    String token = links.token(tenant, "ada");
    String foreign = links.token(tenant + "-x", "ada");
    String otherKey =
        new Unsubscribing(new Encrypter(List.of("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")))
            .token(tenant, "ada");
    String moved = tenant + foreign.substring(foreign.indexOf('.'));

    for (String wrong :
        List.of("", "x", "..", otherKey, moved, token + "A", token.replaceFirst("^u", "v"))) {
      RestAssured.given().post("/v1/unsubscribe?token={token}", wrong).then().statusCode(404);
    }
    RestAssured.given().post("/v1/unsubscribe").then().statusCode(404);
    RestAssured.given().post("/v1/unsubscribe?token={token}", foreign).then().statusCode(200);

    get("ada").body("muted", equalTo(false));
  }

  private ValidatableResponse put(String user, String body) {
    return Api.with(key).contentType("application/json").body(body).put(PATH, user).then();
  }

  private ValidatableResponse get(String user) {
    return Api.with(key).get(PATH, user).then();
  }
}
