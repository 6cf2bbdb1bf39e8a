package dev.offload.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Together;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class KeysIT {
  @Inject KeyRing ring;
  @Inject BoundedWriter writer;
  @Inject KeysConfig config;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void newKeyWorksOnEveryReplicaAtOnce() throws Exception {
    KeyRing replica = new KeyRing(KafkaForTests.connection(), patientConfig(), new OpenCalls());
    try {
      for (int i = 0; i < 20; i++) {
        ApiKeyToken token = ApiKeyToken.parse(Api.newKey("acme", "read")).orElseThrow();

        assertThat(replica.authenticate(token))
            .isInstanceOfSatisfying(
                Authentication.Known.class,
                known -> {
                  assertThat(known.key().tenant()).isEqualTo("acme");
                  assertThat(known.key().scopes()).containsExactly(Scope.READ);
                });
      }
    } finally {
      replica.close();
    }
  }

  @Test
  void deletedKeyWorksNoMore() {
    String key = Api.newKey("acme", "manage");
    String id = id(key);
    Api.with(key).get("/v1/keys/" + id).then().statusCode(200).body("id", equalTo(id));

    Api.bootstrap().delete("/v1/keys/" + id).then().statusCode(204);

    Api.with(key).get("/v1/keys/" + id).then().statusCode(401);
    Api.bootstrap().get("/v1/keys/" + id).then().statusCode(404);
  }

  @Test
  void secretIsToldOnceAndKeptNowhere() {
    String key = Api.newKey("acme", "read");
    String secret = key.split("_", -1)[2];

    Api.bootstrap().get("/v1/keys/" + id(key)).then().statusCode(200).body("key", nullValue());
    assertThat(TopicReader.ofText().readValues(Topics.CONFIG.name()))
        .isNotEmpty()
        .noneMatch(value -> value != null && value.contains(secret));
  }

  @Test
  void managerDoesNotSeeKeysOfOtherTenants() {
    String manager = Api.newKey("acme", "manage");
    String foreign = Api.newKey("other", "read");

    Api.with(manager).get("/v1/keys/" + id(foreign)).then().statusCode(404);
    Api.with(manager).delete("/v1/keys/" + id(foreign)).then().statusCode(404);
    assertThat(ids(manager, 200)).contains(id(manager)).doesNotContain(id(foreign));
    Api.bootstrap().get("/v1/keys/" + id(foreign)).then().statusCode(200);
  }

  @Test
  void keyGrantsOnlyScopesItHas() {
    String manager = Api.newKey("acme", "manage", "read");

    make(manager, "read").then().statusCode(201);
    make(manager, "submit").then().statusCode(403).body("code", equalTo("forbidden"));
  }

  @Test
  void operatorMakesAKeyForTheAutoscaler() {
    String made =
        make(Api.newKey("operators", "admin"), "queues")
            .then()
            .statusCode(201)
            .body("scopes", contains("queues"))
            .extract()
            .path("key");

    Api.with(made).get("/v1/queues").then().statusCode(200);
    Api.with(made).get("/v1/tasks").then().statusCode(403).body("code", equalTo("forbidden"));
    Api.with(made).get("/v1/keys").then().statusCode(403);
    Api.with(made).post("/v1/queues/parcel/pause").then().statusCode(403);
  }

  @Test
  void keyIsDeletedOnlyByAKeyWithAllOfItsScopes() {
    String manager = Api.newKey("acme", "manage", "read");
    String admin = Api.newKey("acme", "admin");
    String submitter = Api.newKey("acme", "submit", "read");
    String reader = Api.newKey("acme", "read");

    for (String stronger : List.of(admin, submitter)) {
      Api.with(manager)
          .delete("/v1/keys/" + id(stronger))
          .then()
          .statusCode(403)
          .body("code", equalTo("forbidden"));
      Api.with(manager).get("/v1/keys/" + id(stronger)).then().statusCode(200);
    }
    Api.with(manager).delete("/v1/keys/" + id(reader)).then().statusCode(204);
  }

  @Test
  void keyThatDeletesItselfIsAnswered() {
    String manager = Api.newKey("acme", "manage");

    Api.with(manager).delete("/v1/keys/" + id(manager)).then().statusCode(204);

    Api.with(manager).get("/v1/keys").then().statusCode(401);
  }

  @Test
  void simultaneousRequestsDoNotExceedTheLimitOfKeys() {
    String tenant = "many-keys-" + Long.toString(System.nanoTime(), 36);
    String manager = Api.newKey(tenant, "manage");
    int room = 3;
    writeKeys(tenant, Surroundings.MAX_KEYS - 1 - room);

    List<Integer> statuses = Together.all(4 * room, _ -> make(manager, "manage").statusCode());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(room);
    make(manager, "manage").then().statusCode(429).body("code", equalTo("quota-exceeded"));
    assertThat(ids(manager, 200)).hasSize(Surroundings.MAX_KEYS);
    Api.newKey(tenant + "-other", "read");
  }

  @Test
  void nothingIsWrittenForACallerWhoseKeyIsGone() {
    String own = Api.newKey("gone", "manage");
    OpenCall call = new OpenCall(() -> {});
    Caller caller = new Caller();
    caller.is(ring.stored(id(own)).orElseThrow(), call);
    call.revoke();

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                new KeyKeeper(ring, writer, caller, config, InstantSource.system())
                    .make(new NewKey("late", Set.of(Scope.MANAGE), Optional.empty())))
        .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(401));
    assertThat(ids(own, 10)).containsExactly(id(own));
  }

  private static void writeKeys(String tenant, int count) {
    try (LogWriter log = LogWriter.open()) {
      for (int i = 0; i < count; i++) {
        ApiKeyToken token = ApiKeyToken.fresh();
        ApiKey key =
            new ApiKey(
                token.id(),
                tenant,
                "written",
                Set.of(Scope.READ),
                token.secretSha256(),
                Instant.now());
        log.write(Topics.CONFIG, key.key(), key);
      }
    }
  }

  @Test
  void listGoesOnAtItsCursor() {
    String tenant = "pages-" + Long.toString(System.nanoTime(), 36);
    String manager = Api.newKey(tenant, "manage");
    List<String> made = new ArrayList<>(List.of(id(manager)));
    for (int i = 0; i < 4; i++) {
      made.add(id(Api.newKey(tenant, "read")));
    }

    assertThat(ids(manager, 2)).containsExactlyInAnyOrderElementsOf(made);
  }

  private static List<String> ids(String key, int limit) {
    List<String> ids = new ArrayList<>();
    Map<String, String> cursor = Map.of();
    do {
      Response page = Api.with(key).queryParam("limit", limit).queryParams(cursor).get("/v1/keys");
      page.then().statusCode(200);
      List<String> items = page.path("items.id");
      assertThat(items).hasSizeLessThanOrEqualTo(limit);
      ids.addAll(items);
      String next = page.path("nextCursor");
      cursor = next == null ? Map.of() : Map.of("cursor", next);
    } while (!cursor.isEmpty());
    return ids;
  }

  private static Response make(String key, String scope) {
    return Api.with(key)
        .contentType("application/json")
        .body("{\"name\": \"x\", \"scopes\": [\"" + scope + "\"]}")
        .post("/v1/keys");
  }

  private static String id(String key) {
    return key.split("_", -1)[1];
  }

  static KeysConfig patientConfig() {
    return new SmallRyeConfigBuilder()
        .withMapping(KeysConfig.class)
        .withDefaultValue("offload.keys.lookup-limit", "60s")
        .addDiscoveredConverters()
        .build()
        .getConfigMapping(KeysConfig.class);
  }
}
