package dev.offload.ingest.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Together;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.testkit.KafkaForTests;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IngestTest
class LimitsIT {
  private static final String PARCEL =
      "{\"type\": \"parcel\", \"input\": {\"to\": \"x\", \"weight\": 1}%s}";

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String FIVE =
      """
      {"concurrency": 5, "rate": {"count": 10, "per": "PT1S", "burst": 20}}
      """;
  private static final String NONE = "{\"concurrency\": 0}";

  @Inject LimitKeeper limits;
  @Inject LimitsConfig config;
  @Inject BoundedWriter writer;
  @Inject StorageGuard storage;
  private final String tenant = "limits-" + RUNS.incrementAndGet();
  private String key;
  private String admin;
  private String client;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
    admin = Api.newKey("operators", "admin");
  }

  @Test
  void limitIsSetShownReplacedAndDeleted() {
    put("smtp", FIVE)
        .statusCode(201)
        .body("scope", equalTo("key/smtp"))
        .body("concurrency", equalTo(5))
        .body("rate.count", equalTo(10))
        .body("rate.per", equalTo("PT1S"))
        .body("rate.burst", equalTo(20))
        .body("used", equalTo(0))
        .body("waiting", equalTo(0));
    String createdAt = get("smtp").statusCode(200).extract().path("createdAt");

    put("smtp", NONE)
        .statusCode(200)
        .body("concurrency", equalTo(0))
        .body("rate", nullValue())
        .body("createdAt", equalTo(createdAt));

    request().delete("/v1/limits/key/smtp").then().statusCode(204);
    get("smtp").statusCode(404).body("code", equalTo("not-found"));
    request().delete("/v1/limits/key/smtp").then().statusCode(404);
  }

  @Test
  void lifecycleGetsWhatWasPut() {
    put("smtp", "{\"rate\": {\"count\": 3, \"per\": \"PT1M\"}}").statusCode(201);
    request().delete("/v1/limits/key/smtp").then().statusCode(204);

    LimitScope scope = new OfKey(tenant, "smtp");
    var records = Log.of(Topics.CONFIG, Limit.key(scope));
    assertThat(records).hasSize(2);
    assertThat(records.getLast().value()).isNull();
    Limit written = (Limit) records.getFirst().value();
    assertThat(written.scope()).isEqualTo(scope);
    assertThat(written.rule())
        .as("the burst is the count unless it is said")
        .isEqualTo(new LimitRule(null, new Rate(3, Duration.ofMinutes(1), 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "smtp:*", "*", "a b", "ä+%20?#😀", "50%", "a//b", ";x=1"})
  void nameIsPercentEncodedInThePath(String name) {
    request()
        .contentType("application/json")
        .body(FIVE)
        .put("/v1/limits/key/{name}", name)
        .then()
        .statusCode(201)
        .body("scope", equalTo("key/" + name));

    request().get("/v1/limits/key/{name}", name).then().statusCode(200);
    assertThat(Log.of(Topics.CONFIG, Limit.key(new OfKey(tenant, name)))).hasSize(1);
    request().delete("/v1/limits/key/{name}", name).then().statusCode(204);
  }

  @Test
  void equalKeysOfTwoTenantsAreTwoLimits() {
    String other = Api.newKey(tenant + "-x", "manage");
    put("smtp", FIVE).statusCode(201);

    Api.with(other).get("/v1/limits/key/smtp").then().statusCode(404);
    Api.with(other).delete("/v1/limits/key/smtp").then().statusCode(404);
    Api.with(other).get("/v1/limits").then().statusCode(200).body("items", hasSize(0));
    get("smtp").statusCode(200);
  }

  @Test
  void onlyOperatorsSetLimitsOfQueuesAndTenants() {
    for (String path : List.of("/v1/limits/queue/" + tenant, "/v1/limits/tenant/" + tenant)) {
      for (String method : List.of("PUT", "GET", "DELETE")) {
        json(request())
            .request(method, path)
            .then()
            .statusCode(403)
            .body("code", equalTo("forbidden"))
            .body("detail", containsString("admin"));
      }
      json(Api.with(admin)).put(path).then().statusCode(201);
      Api.with(admin).get(path).then().statusCode(200).body("concurrency", equalTo(5));
      Api.with(admin).delete(path).then().statusCode(204);
    }
    json(Api.with(admin))
        .put("/v1/limits/key/smtp")
        .then()
        .statusCode(403)
        .body("detail", containsString("manage"));
    json(Api.with(Api.newKey(tenant, "read", "submit")))
        .put("/v1/limits/key/smtp")
        .then()
        .statusCode(403);
  }

  @Test
  void everybodyListsWhatTheyMaySet() {
    put("smtp", FIVE).statusCode(201);
    json(Api.with(admin)).put("/v1/limits/tenant/" + tenant).then().statusCode(201);
    json(Api.with(admin)).put("/v1/limits/queue/" + tenant + "*").then().statusCode(201);

    request().get("/v1/limits").then().body("items.scope", contains("key/smtp"));
    Api.with(admin)
        .queryParam("limit", 200)
        .get("/v1/limits")
        .then()
        .statusCode(200)
        .body("items.scope", hasItems("queue/" + tenant + "*", "tenant/" + tenant));
    Api.with(Api.newKey(tenant, "manage", "admin"))
        .queryParam("limit", 200)
        .get("/v1/limits")
        .then()
        .body("items.scope", hasItems("key/smtp", "queue/" + tenant + "*"));

    Api.with(admin).delete("/v1/limits/tenant/" + tenant).then().statusCode(204);
    Api.with(admin).delete("/v1/limits/queue/" + tenant + "*").then().statusCode(204);
  }

  @Test
  void limitTellsHowMuchOfItIsUsed() {
    put("smtp:*", FIVE).statusCode(201);
    put("smtp:b", FIVE).statusCode(201);
    status("smtp:a1", 3, 7);
    status("smtp:a2", 1, 0);
    status("smtp:b", 2, 4);
    status("web", 9, 9);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              get("smtp:b").body("used", equalTo(2)).body("waiting", equalTo(4));
              get("smtp:*").body("used", equalTo(4)).body("waiting", equalTo(7));
            });
    request()
        .get("/v1/limits")
        .then()
        .body("items.scope", contains("key/smtp:*", "key/smtp:b"))
        .body("items.used", contains(4, 2));
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    String first = put("smtp", FIVE).extract().header("ETag");
    assertThat(get("smtp").extract().header("ETag")).isEqualTo(first);
    String second = put("smtp", FIVE).extract().header("ETag");
    assertThat(second).isNotEqualTo(first);

    String path = "/v1/limits/key/smtp";
    json(request().header("If-Match", first)).put(path).then().statusCode(412);
    json(request().header("If-None-Match", "*")).put(path).then().statusCode(412);
    request().header("If-Match", first).delete(path).then().statusCode(412);
    request().header("If-Match", first).get(path).then().statusCode(412);
    request().header("If-Match", second).get(path).then().statusCode(200);
    json(request().header("If-Match", second)).put(path).then().statusCode(200);
  }

  @Test
  void listGoesOnAtItsCursor() {
    List<String> names = List.of("a", "b", "c", "d*", "ä");
    names.forEach(name -> put(name, FIVE).statusCode(201));

    List<String> listed = new ArrayList<>();
    Map<String, String> cursor = Map.of();
    do {
      Response page = request().queryParam("limit", 2).queryParams(cursor).get("/v1/limits");
      List<String> items = page.then().statusCode(200).extract().path("items.scope");
      assertThat(items).hasSizeLessThanOrEqualTo(2);
      listed.addAll(items);
      String next = page.path("nextCursor");
      cursor = next == null ? Map.of() : Map.of("cursor", next);
    } while (!cursor.isEmpty());
    assertThat(listed).isEqualTo(names.stream().map(name -> "key/" + name).toList());
  }

  @Test
  void limitBeyondTheQuotaIsRefusedButReplacingIsNot() {
    for (int i = 0; i < Surroundings.MAX_LIMITS; i++) {
      put("k" + i, FIVE).statusCode(201);
    }
    put("one-more", FIVE).statusCode(429).body("code", equalTo("quota-exceeded"));
    put("k0", NONE).statusCode(200);
    request().delete("/v1/limits/key/k0").then().statusCode(204);
    put("one-more", FIVE).statusCode(201);
  }

  @Test
  void simultaneousRequestsDoNotExceedTheQuota() {
    List<Integer> statuses = Together.all(12, i -> put("k" + i, FIVE).extract().statusCode());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(Surroundings.MAX_LIMITS);
    request().get("/v1/limits").then().body("items", hasSize(Surroundings.MAX_LIMITS));
  }

  /// Replicas have no lock between them.
  @Test
  void requestsToSeveralReplicasDoNotExceedTheQuota() {
    LimitBook elsewhere = new LimitBook(KafkaForTests.connection(), config);
    try {
      LimitKeeper other =
          new LimitKeeper(elsewhere, config, writer, storage, InstantSource.system());
      Together.all(
          12, i -> i % 2 == 0 ? put("k" + i, FIVE).extract().statusCode() : putAt(other, "k" + i));

      request()
          .get("/v1/limits")
          .then()
          .statusCode(200)
          .body("items.size()", lessThanOrEqualTo(Surroundings.MAX_LIMITS))
          .body("items.scope", everyItem(startsWith("key/k")));
    } finally {
      elsewhere.close();
    }
  }

  @Test
  void nothingIsWrittenForACallerWhoMayNoLonger() throws Exception {
    LimitScope scope = new OfQueue(tenant);
    Runnable refusal =
        () -> {
          throw new IllegalStateException("the key is gone");
        };
    JsonBody body = JsonBody.read(new ByteArrayInputStream(FIVE.getBytes(UTF_8)), 10_000);

    assertThatIllegalStateException()
        .isThrownBy(() -> limits.put(scope, body, Preconditions.NONE, refusal));
    assertThat(Log.of(Topics.CONFIG, Limit.key(scope))).isEmpty();
  }

  @Test
  void tenantUsesNoMoreKeysThanItMay() {
    client = Api.newKey(tenant, "submit");
    put("*", FIVE).statusCode(201);
    for (int key = 0; key < Surroundings.MAX_KEYS_IN_USE; key++) {
      status("used-" + key, 1, 0);
    }
    await().untilAsserted(() -> get("*").body("used", equalTo(Surroundings.MAX_KEYS_IN_USE)));

    submit("new").statusCode(429).body("code", equalTo("quota-exceeded"));
    submit("used-3").statusCode(202);
    submit(null).statusCode(202);
    submitFollowedBy("new").statusCode(429).body("code", equalTo("quota-exceeded"));
    submitFollowedBy("used-3").statusCode(202);
    openFollowedBy("new").statusCode(429).body("code", equalTo("quota-exceeded"));
  }

  /// Before any of them is shown to be in use.
  @Test
  void keysOfOneBatchAreNoMoreThanTheTenantMayUse() {
    client = Api.newKey(tenant, "submit");
    put("*", FIVE).statusCode(201);
    String lines =
        IntStream.range(0, Surroundings.MAX_KEYS_IN_USE + 5)
            .mapToObj(key -> PARCEL.formatted(", \"concurrencyKey\": \"k%d\"".formatted(key)))
            .collect(Collectors.joining("\n", "", "\n"));

    String answers =
        Api.with(client)
            .contentType("application/x-ndjson")
            .body(lines.getBytes(UTF_8))
            .post("/v1/tasks/batch")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(answers.lines().filter(line -> line.contains("quota-exceeded"))).hasSize(5);
  }

  private ValidatableResponse submit(String concurrencyKey) {
    String key =
        concurrencyKey == null ? "" : ", \"concurrencyKey\": \"%s\"".formatted(concurrencyKey);
    return submitted(PARCEL.formatted(key));
  }

  private ValidatableResponse submitFollowedBy(String concurrencyKey) {
    return submitted(PARCEL.formatted(", " + then(concurrencyKey)));
  }

  private ValidatableResponse openFollowedBy(String concurrencyKey) {
    return Api.with(client)
        .contentType("application/json")
        .body("{" + then(concurrencyKey) + "}")
        .post("/v1/groups")
        .then();
  }

  private static String then(String concurrencyKey) {
    String next = PARCEL.formatted(", \"concurrencyKey\": \"%s\"".formatted(concurrencyKey));
    return "\"then\": [{\"on\": \"success\", \"task\": %s}]".formatted(next);
  }

  private ValidatableResponse submitted(String body) {
    return Api.with(client).contentType("application/json").body(body).post("/v1/tasks").then();
  }

  private int putAt(LimitKeeper replica, String name) {
    try {
      JsonBody body = JsonBody.read(new ByteArrayInputStream(FIVE.getBytes(UTF_8)), 10_000);
      replica.put(new OfKey(tenant, name), body, Preconditions.NONE, () -> {});
      return 201;
    } catch (ProblemException e) {
      return e.problem().status();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void status(String name, long used, long waiting) {
    LimitScope scope = new OfKey(tenant, name);
    try (LogWriter log = LogWriter.open()) {
      log.write(
          Topics.LIMITS,
          LimitStatus.key(scope),
          new LimitStatus(scope, LimitRule.atMost(5), used, waiting));
    }
  }

  private ValidatableResponse put(String name, String body) {
    return request()
        .contentType("application/json")
        .body(body)
        .put("/v1/limits/key/{name}", name)
        .then();
  }

  private static RequestSpecification json(RequestSpecification request) {
    return request.contentType("application/json").body(FIVE);
  }

  private ValidatableResponse get(String name) {
    return request().get("/v1/limits/key/{name}", name).then();
  }

  private RequestSpecification request() {
    return Api.with(key);
  }
}
