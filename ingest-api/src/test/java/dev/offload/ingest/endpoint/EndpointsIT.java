package dev.offload.ingest.endpoint;

import static dev.offload.ingest.endpoint.EndpointOwner.PLAIN;
import static dev.offload.ingest.endpoint.EndpointOwner.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.Together;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.topic.Topics;
import dev.offload.secrets.Encrypter;
import dev.offload.secrets.EncryptionConfig;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class EndpointsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Encrypter ENCRYPTER = new Encrypter(List.of(Surroundings.ENCRYPTION_KEY));
  private static final String FULL =
      """
      {"url": "https://Shop.example/caf\u00e9", "events": ["task.failed", "task.expired"],
       "tags": ["order"], "description": "the shop", "format": "standard", "ordered": false,
       "headers": {"Authorization": "Bearer s3same", "X-Shop": "7"},
       "rate": {"count": 10, "per": "PT1S"}, "concurrency": 3}
      """;

  @Inject EndpointsConfig config;
  @Inject EncryptionConfig encryption;
  @Inject BoundedWriter writer;
  @Inject StorageGuard storage;
  private final String tenant = "webhooks-" + RUNS.incrementAndGet();
  private EndpointOwner owner;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    owner = EndpointOwner.of(tenant);
  }

  @Test
  void endpointIsCreatedWithASecretThatIsShownOnce() {
    ValidatableResponse created =
        create(FULL)
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .body("id", matchesPattern(EndpointId.PATTERN))
            .body("url", equalTo("https://shop.example/caf%C3%A9"))
            .body("events", contains("task.failed", "task.expired"))
            .body("tags", contains("order"))
            .body("description", equalTo("the shop"))
            .body("headerNames", contains("Authorization", "X-Shop"))
            .body("rate.burst", equalTo(10))
            .body("concurrency", equalTo(3))
            .body("state", equalTo("active"))
            .body("disabled", nullValue())
            .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="));
    String id = created.extract().path("id");
    created.header("Location", equalTo("/v1/webhooks/" + id));

    String shown =
        request()
            .get("/v1/webhooks/" + id)
            .then()
            .statusCode(200)
            .header("ETag", equalTo(created.extract().header("ETag")))
            .body("secret", nullValue())
            .extract()
            .asString();
    String listed = request().get("/v1/webhooks").then().statusCode(200).extract().asString();
    assertThat(shown + listed).doesNotContain("whsec_").doesNotContain("s3same");
  }

  @Test
  void endpointWithOnlyAUrlGetsAllEndsOfTasks() {
    create(PLAIN)
        .statusCode(201)
        .body("events", contains("task.*"))
        .body("tags", empty())
        .body("headerNames", empty())
        .body("rate", nullValue())
        .body("concurrency", nullValue());
  }

  @Test
  void nothingSecretIsInTheLogInClear() {
    ValidatableResponse created = create(FULL);
    String secret = created.extract().path("secret");
    EndpointId id = EndpointId.parse(created.extract().path("id"));

    assertThat(TopicReader.of(new StringDeserializer()).readValues(Topics.CONFIG.name()))
        .noneMatch(
            value ->
                value != null
                    && (value.contains(secret.substring("whsec_".length()))
                        || value.contains("s3same")));
    Endpoint written = written(id);
    assertThat(ENCRYPTER.decrypt(written.secrets().current(), written.placeOfSecret()))
        .isEqualTo(secret);
    assertThat(
            ENCRYPTER.decrypt(
                written.terms().headers().get("Authorization"),
                written.placeOfHeader("Authorization")))
        .isEqualTo("Bearer s3same");
  }

  @Test
  void patchChangesWhatItNamesAndNothingElse() {
    String id = create(FULL).extract().path("id");

    patch(
            id,
            "{\"description\": null, \"tags\": [], \"headers\": {\"X-Shop\": null, \"X-Till\": \"2\"}}")
        .statusCode(200)
        .body("description", nullValue())
        .body("tags", empty())
        .body("headerNames", contains("Authorization", "X-Till"))
        .body("events", contains("task.failed", "task.expired"))
        .body("rate.count", equalTo(10))
        .body("secret", nullValue());
    patch(id, "{\"events\": null, \"rate\": {\"burst\": 20}, \"concurrency\": null}")
        .statusCode(200)
        .body("events", contains("task.*"))
        .body("rate.count", equalTo(10))
        .body("rate.burst", equalTo(20))
        .body("concurrency", nullValue());
    patch(id, "{}").statusCode(200).body("headerNames", contains("Authorization", "X-Till"));

    Endpoint written = written(EndpointId.parse(id));
    assertThat(
            ENCRYPTER.decrypt(
                written.terms().headers().get("Authorization"),
                written.placeOfHeader("Authorization")))
        .isEqualTo("Bearer s3same");
  }

  @Test
  void formatIsShownAndChanged() {
    String id =
        create("{\"url\": \"https://shop.example/\", \"format\": \"slack\"}")
            .statusCode(201)
            .body("format", equalTo("slack"))
            .extract()
            .path("id");

    patch(id, "{\"description\": \"x\"}").body("format", equalTo("slack"));
    patch(id, "{\"format\": \"cloudevents-binary\"}").body("format", equalTo("cloudevents-binary"));
    patch(id, "{\"format\": null}").body("format", equalTo("standard"));
  }

  /// What was meant for one server must not be sent to another.
  @Test
  void headersDoNotFollowAUrlToAnotherOrigin() {
    String id = create(FULL).extract().path("id");
    Endpoint before = written(EndpointId.parse(id));

    for (String url :
        List.of("http://shop.example/x", "https://till.example/x", "https://shop.example:8443/x")) {
      patch(id, "{\"url\": \"%s\"}".formatted(url))
          .statusCode(422)
          .body("errors.pointer", contains("/headers"))
          .body("errors[0].detail", containsString("https://shop.example"));
      patch(id, "{\"url\": \"%s\", \"headers\": {\"X-Shop\": \"8\"}}".formatted(url))
          .statusCode(422);
    }
    patch(id, "{\"url\": \"https://shop.example/other\", \"headers\": {\"X-Shop\": \"8\"}}")
        .statusCode(200)
        .body("headerNames", contains("Authorization", "X-Shop"));
    assertThat(written(EndpointId.parse(id)).terms().headers().get("Authorization"))
        .as("it is not encrypted anew")
        .isEqualTo(before.terms().headers().get("Authorization"));
    patch(id, "{\"url\": \"https://till.example/\", \"headers\": null}")
        .statusCode(200)
        .body("headerNames", empty());
  }

  @Test
  void patchThatWouldBreakARuleChangesNothing() {
    String id = create(FULL).extract().path("id");

    for (String wrong :
        List.of(
            "{\"url\": null}",
            "{\"url\": \"ftp://shop.example\"}",
            "{\"rate\": {\"per\": null}}",
            "{\"state\": \"failing\"}",
            "{\"headers\": {\"x-shop\": \"8\"}}",
            "{\"secret\": \"whsec_x\"}",
            "{\"secret\": null}",
            "{\"rate\": {\"count\": 2, \"per\": \"PT1S\", \"every\": null}}",
            "[]",
            "null")) {
      patch(id, wrong).statusCode(422).body("code", equalTo("invalid-webhook"));
    }
    request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("url", equalTo("https://shop.example/caf%C3%A9"))
        .body("headerNames", contains("Authorization", "X-Shop"));
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    ValidatableResponse created = create(PLAIN);
    String path = "/v1/webhooks/" + created.extract().path("id");
    String first = created.extract().header("ETag");
    String second =
        json(request().header("If-Match", first), "{\"description\": \"x\"}")
            .patch(path)
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    assertThat(second).isNotEqualTo(first);

    json(request().header("If-Match", first), "{}").patch(path).then().statusCode(412);
    request().header("If-Match", first).get(path).then().statusCode(412);
    request().header("If-Match", first).delete(path).then().statusCode(412);
    request().header("If-Match", second).delete(path).then().statusCode(204);
    request().get(path).then().statusCode(404);
    request().delete(path).then().statusCode(404);
  }

  @Test
  void ownerDisablesAndEnablesAnEndpoint() {
    String id = create(PLAIN).extract().path("id");

    patch(id, "{\"state\": \"disabled\"}")
        .statusCode(200)
        .body("state", equalTo("disabled"))
        .body("disabled.reason", equalTo("owner"));
    patch(id, "{\"description\": \"off\"}").body("state", equalTo("disabled"));
    patch(id, "{\"state\": \"active\"}")
        .statusCode(200)
        .body("state", equalTo("active"))
        .body("disabled", nullValue());
  }

  @Test
  void receiverThatIsGoneDisablesItsEndpointUntilTheOwnerEnablesIt() {
    ValidatableResponse created = create(PLAIN);
    EndpointId id = EndpointId.parse(created.extract().path("id"));
    gone(written(id));

    String tag =
        request()
            .get("/v1/webhooks/" + id)
            .then()
            .statusCode(200)
            .body("state", equalTo("disabled"))
            .body("disabled.reason", equalTo("gone"))
            .body("disabled.error", equalTo("it is gone"))
            .header("ETag", not(created.extract().header("ETag")))
            .extract()
            .header("ETag");
    patch(id.toString(), "{\"description\": \"x\"}").body("disabled.reason", equalTo("gone"));
    json(request().header("If-Match", tag), "{}")
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(412);

    patch(id.toString(), "{\"state\": \"active\"}").body("state", equalTo("active"));
  }

  @Test
  void receiverThatAcceptsNothingIsShownUntilItDoesOrIsChanged() {
    ValidatableResponse created = create(PLAIN);
    EndpointId id = EndpointId.parse(created.extract().path("id"));
    Instant since = Instant.parse("2026-11-22T10:00:00Z");
    EndpointFailing mark =
        new EndpointFailing(tenant, id, written(id).revision(), since, "the receiver answered 500");
    write(mark.key(), mark);

    request()
        .get("/v1/webhooks/" + id)
        .then()
        .statusCode(200)
        .header("ETag", equalTo(created.extract().header("ETag")))
        .body("state", equalTo("failing"))
        .body("failing.since", equalTo(since.toString()))
        .body("failing.error", equalTo("the receiver answered 500"));
    request().get("/v1/webhooks").then().body("items.state", contains("failing"));
    write(mark.key(), null);
    request().get("/v1/webhooks/" + id).then().body("state", equalTo("active"));

    write(mark.key(), mark);
    patch(id.toString(), "{\"url\": \"https://shop.example/new\"}")
        .body("state", equalTo("active"))
        .body("failing", nullValue());
    assertThat(Log.of(Topics.CONFIG, mark.key()).getLast().value()).isNull();
  }

  private static void write(String key, ConfigEntry entry) {
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.CONFIG, key, entry);
    }
  }

  @Test
  void newSecretSignsAndTheFormerOneTooForADay() {
    ValidatableResponse created = create(FULL);
    String first = created.extract().path("secret");
    String id = created.extract().path("id");

    String second =
        request()
            .post("/v1/webhooks/" + id + "/secret")
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .body("headerNames", contains("Authorization", "X-Shop"))
            .extract()
            .path("secret");

    assertThat(second).isNotEqualTo(first).matches("whsec_[A-Za-z0-9+/]{43}=");
    Endpoint written = written(EndpointId.parse(id));
    Instant now = Instant.now();
    assertThat(written.secrets().at(now))
        .extracting(one -> ENCRYPTER.decrypt(one, written.placeOfSecret()))
        .containsExactly(second, first);
    assertThat(written.secrets().at(now.plus(Duration.ofHours(25)))).hasSize(1);
  }

  @Test
  void endpointsOfOtherTenantsAreHidden() {
    String id = create(PLAIN).extract().path("id");
    RequestSpecification other = Api.with(Api.newKey(tenant + "-x", "manage", "read", "submit"));

    for (String path : List.of("", "/deliveries")) {
      other.get("/v1/webhooks/" + id + path).then().statusCode(404);
    }
    for (String path : List.of("/secret", "/test")) {
      other.post("/v1/webhooks/" + id + path).then().statusCode(404);
    }
    json(Api.with(Api.newKey(tenant + "-x", "manage")), "{}")
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(404);
    other.delete("/v1/webhooks/" + id).then().statusCode(404);
    other.get("/v1/webhooks").then().statusCode(200).body("items", empty());
    json(Api.with(Api.newKey(tenant, "read", "submit", "admin")), PLAIN)
        .post("/v1/webhooks")
        .then()
        .statusCode(403);
  }

  @Test
  void listGoesOnAtItsCursor() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(create(PLAIN).extract().path("id"));
    }

    List<String> listed = new ArrayList<>();
    Map<String, String> cursor = Map.of();
    do {
      var page = request().queryParam("limit", 2).queryParams(cursor).get("/v1/webhooks");
      listed.addAll(page.then().statusCode(200).extract().path("items.id"));
      String next = page.path("nextCursor");
      cursor = next == null ? Map.of() : Map.of("cursor", next);
    } while (!cursor.isEmpty());
    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void endpointBeyondTheQuotaIsRefused() {
    String first = create(PLAIN).extract().path("id");
    for (int i = 1; i < Surroundings.MAX_ENDPOINTS; i++) {
      create(PLAIN).statusCode(201);
    }

    create(PLAIN)
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", containsString(Surroundings.MAX_ENDPOINTS + " endpoints"));
    patch(first, "{\"description\": \"x\"}").statusCode(200);
    request().delete("/v1/webhooks/" + first).then().statusCode(204);
    create(PLAIN).statusCode(201);
  }

  /// Replicas have no lock between them.
  @Test
  void requestsToSeveralReplicasDoNotExceedTheQuota() {
    EndpointBook elsewhere = new EndpointBook(KafkaForTests.connection());
    try {
      EndpointKeeper other =
          new EndpointKeeper(
              elsewhere, config, encryption, writer, storage, InstantSource.system());
      Together.all(12, i -> i % 2 == 0 ? create(PLAIN).extract().statusCode() : createAt(other));

      request()
          .get("/v1/webhooks")
          .then()
          .statusCode(200)
          .body("items.size()", lessThanOrEqualTo(Surroundings.MAX_ENDPOINTS));
    } finally {
      elsewhere.close();
    }
  }

  @Test
  void limitOfEndpointIsHiddenFromClients() {
    EndpointId id = EndpointId.parse(create(FULL).extract().path("id"));
    String scope = Limit.key(Endpoint.limitScope(tenant, id));

    assertThat(((Limit) Log.of(Topics.CONFIG, scope).getLast().value()).rule())
        .isEqualTo(new LimitRule(3, new Rate(10, Duration.ofSeconds(1), 10)));
    request().get("/v1/limits").then().statusCode(200).body("items", empty());
    request().get("/v1/limits/key/{name}", id.concurrencyKey()).then().statusCode(404);
    json(request(), "{\"concurrency\": 0}")
        .put("/v1/limits/key/{name}", id.concurrencyKey())
        .then()
        .statusCode(422);
    json(
            Api.with(Api.newKey(tenant, "submit")),
            "{\"type\": \"parcel\", \"input\": {\"to\": \"x\", \"weight\": 1},"
                + " \"concurrencyKey\": \"%s\"}".formatted(id.concurrencyKey()))
        .post("/v1/tasks")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/concurrencyKey"));

    patch(id.toString(), "{\"rate\": null, \"concurrency\": null}").statusCode(200);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNull();
    patch(id.toString(), "{\"concurrency\": 9}").statusCode(200);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNotNull();
    request().delete("/v1/webhooks/" + id).then().statusCode(204);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNull();
  }

  @Test
  void orderStartsAgainWhenTheEndpointsEventsChange() {
    String id =
        create("{\"url\": \"https://shop.example/\", \"ordered\": true}")
            .statusCode(201)
            .body("ordered", equalTo(true))
            .extract()
            .path("id");
    EndpointId endpoint = EndpointId.parse(id);
    Instant began = written(endpoint).terms().orderedSince();
    assertThat(began).isEqualTo(written(endpoint).createdAt());

    patch(id, "{\"description\": \"x\"}").statusCode(200).body("ordered", equalTo(true));
    assertThat(written(endpoint).terms().orderedSince()).isEqualTo(began);
    patch(id, "{\"events\": [\"task.started\", \"task.*\"]}").statusCode(200);
    Instant anew = written(endpoint).terms().orderedSince();
    assertThat(anew).isAfter(began);
    patch(id, "{\"state\": \"disabled\"}").statusCode(200);
    assertThat(written(endpoint).terms().orderedSince()).isAfter(anew);

    patch(id, "{\"events\": [\"task.progress\"]}")
        .statusCode(422)
        .body("errors.pointer", contains("/events"));
    patch(id, "{\"ordered\": null}").statusCode(200).body("ordered", equalTo(false));
    assertThat(written(endpoint).terms().orderedSince()).isNull();
  }

  @Test
  void answerToTheHandshakeIsShown() {
    ValidatableResponse created =
        create("{\"url\": \"https://shop.example/\", \"handshake\": true}")
            .statusCode(201)
            .body("handshake", equalTo(true))
            .body("consent.state", equalTo("waiting"));
    String id = created.extract().path("id");
    EndpointId endpoint = EndpointId.parse(id);
    String key = EndpointConsent.key(tenant, endpoint);
    String revision = written(endpoint).revision();
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    write(key, new EndpointConsent(tenant, endpoint, revision, at, null, "it says nothing"));
    request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("consent.state", equalTo("refused"))
        .body("consent.error", equalTo("it says nothing"))
        .body("consent.at", equalTo(at.toString()));
    write(key, new EndpointConsent(tenant, endpoint, revision, at, 120, null));
    request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("consent.state", equalTo("given"))
        .body("consent.perMinute", equalTo(120));

    patch(id, "{\"description\": \"x\"}").statusCode(200).body("consent.state", equalTo("waiting"));
    request().delete("/v1/webhooks/" + id).then().statusCode(204);
    assertThat(Log.of(Topics.CONFIG, key).getLast().value()).isNull();
  }

  @Test
  void testIsADeliveryOfItsOwn() {
    EndpointId id = EndpointId.parse(create(FULL).extract().path("id"));

    String delivery =
        request()
            .post("/v1/webhooks/" + id + "/test")
            .then()
            .statusCode(202)
            .extract()
            .path("delivery");

    SubmitTask task = (SubmitTask) Log.of(Topics.COMMANDS, delivery).getFirst().value();
    assertThat(task.tenant()).isEqualTo(tenant);
    assertThat(task.type()).isEqualTo("webhook");
    assertThat(task.input().at("/endpoint").textValue()).isEqualTo(id.toString());
    assertThat(task.input().at("/event/type").textValue()).isEqualTo("endpoint.test");
    assertThat(task.terms().retry().maxAttempts()).isEqualTo(1);
    assertThat(task.placement().concurrencyKey()).isEqualTo(id.concurrencyKey());
  }

  private void gone(Endpoint endpoint) {
    EndpointGone mark =
        EndpointGone.of(
            endpoint, new Endpoint.Disabled(Endpoint.DisabledBy.GONE, Instant.now(), "it is gone"));
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.CONFIG, mark.key(), mark);
    }
  }

  private Endpoint written(EndpointId id) {
    return (Endpoint) Log.of(Topics.CONFIG, Endpoint.key(tenant, id)).getLast().value();
  }

  private int createAt(EndpointKeeper replica) {
    try {
      JsonBody body =
          JsonBody.read(new ByteArrayInputStream(PLAIN.getBytes(StandardCharsets.UTF_8)), 10_000);
      replica.create(tenant, body, () -> {});
      return 201;
    } catch (ProblemException e) {
      return e.problem().status();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ValidatableResponse create(String body) {
    return owner.create(body);
  }

  private ValidatableResponse patch(String id, String body) {
    return owner.patch(id, body);
  }

  private RequestSpecification request() {
    return owner.request();
  }
}
