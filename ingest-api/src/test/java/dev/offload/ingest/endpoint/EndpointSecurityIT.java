package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTls;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.topic.Topics;
import dev.offload.secrets.Encrypter;
import dev.offload.testkit.TestTls;
import dev.offload.testkit.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How endpoints and their receivers know each other: keys of signatures, and certificates.
@IngestTest
class EndpointSecurityIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Encrypter ENCRYPTER = new Encrypter(List.of(Surroundings.ENCRYPTION_KEY));
  private static final String KEYS = "whpk_[A-Za-z0-9+/]{43}=";
  private static final String SIGNED_BOTH_WAYS =
      "{\"url\": \"https://shop.example/\", \"signatures\": [\"v1\", \"v1a\"]}";

  private final String tenant = "security-" + RUNS.incrementAndGet();
  private EndpointOwner owner;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    owner = EndpointOwner.of(tenant);
  }

  @Test
  void publicKeyIsShownAndThePrivateKeyNeverIs() {
    var created =
        owner
            .create(SIGNED_BOTH_WAYS)
            .statusCode(201)
            .body("signatures", contains("v1", "v1a"))
            .body("publicKey", matchesPattern(KEYS))
            .extract();
    String id = created.path("id");

    String shown =
        owner
            .request()
            .get("/v1/webhooks/" + id)
            .then()
            .body("publicKey", equalTo(created.path("publicKey")))
            .extract()
            .asString();

    SigningKey key = written(id).secrets().key();
    String privateKey = ENCRYPTER.decrypt(key.privateKey(), written(id).placeOfSigningKey());
    assertThat(privateKey).matches("whsk_[A-Za-z0-9+/]{43}=");
    assertThat(shown + created.asString()).doesNotContain("whsk_");
    assertThat(log()).doesNotContain(privateKey.substring("whsk_".length()));
    assertThat(key.publicKey()).isEqualTo(created.path("publicKey"));
    assertThat(Ed25519.sign(privateKey, "x")).hasSize(88);
  }

  @Test
  void endpointHasKeysWhileItsOwnerWantsThem() {
    String id = owner.createPlain().toString();
    owner
        .request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("signatures", contains("v1"))
        .body("publicKey", nullValue());

    String first =
        owner
            .patch(id, "{\"signatures\": [\"v1a\"]}")
            .statusCode(200)
            .body("signatures", contains("v1a"))
            .body("publicKey", matchesPattern(KEYS))
            .extract()
            .path("publicKey");
    owner.patch(id, "{\"description\": \"x\"}").body("publicKey", equalTo(first));
    owner
        .patch(id, "{\"signatures\": null}")
        .body("signatures", contains("v1"))
        .body("publicKey", nullValue());
    owner.patch(id, "{\"signatures\": [\"v1\", \"v1a\"]}").body("publicKey", equalTo(first));
    assertThat(written(id).secrets().keysAt(Instant.now())).hasSize(1);
  }

  @Test
  void keysThatAreReplacedWhileTheyAreNotWantedAreFormerOnes() {
    String id = owner.create(SIGNED_BOTH_WAYS).extract().path("id");
    String first = written(id).secrets().key().publicKey();
    owner.patch(id, "{\"signatures\": [\"v1\"]}").statusCode(200);
    owner
        .request()
        .post("/v1/webhooks/" + id + "/secret")
        .then()
        .statusCode(200)
        .body("publicKey", nullValue())
        .body("formerPublicKeys", nullValue());

    owner
        .patch(id, "{\"signatures\": [\"v1a\"]}")
        .body("publicKey", not(equalTo(first)))
        .body("formerPublicKeys.publicKey", contains(first));
  }

  @Test
  void newSecretComesWithNewKeysAndTheFormerOnesSignTooForADay() {
    var created = owner.create(SIGNED_BOTH_WAYS).extract();
    String id = created.path("id");

    String second =
        owner
            .request()
            .post("/v1/webhooks/" + id + "/secret")
            .then()
            .statusCode(200)
            .body("publicKey", matchesPattern(KEYS))
            .body("formerPublicKeys.publicKey", contains(created.<String>path("publicKey")))
            .extract()
            .path("publicKey");
    owner
        .request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("publicKey", equalTo(second))
        .body("formerPublicKeys", hasSize(1))
        .body("formerPublicKeys[0].publicKey", equalTo(created.path("publicKey")))
        .body(
            "formerPublicKeys[0].until",
            equalTo(written(id).secrets().former().getFirst().until().toString()));

    assertThat(second).isNotEqualTo(created.path("publicKey"));
    Instant now = Instant.now();
    assertThat(written(id).secrets().keysAt(now))
        .extracting(SigningKey::publicKey)
        .containsExactly(second, created.path("publicKey"));
    assertThat(written(id).secrets().keysAt(now.plus(Duration.ofHours(25)))).hasSize(1);
    assertThat(written(id).secrets().keysAt(now))
        .allSatisfy(
            key ->
                assertThat(ENCRYPTER.decrypt(key.privateKey(), written(id).placeOfSigningKey()))
                    .startsWith("whsk_"));
  }

  @Test
  void certificatesAreShownWithoutTheKey() {
    var created =
        owner
            .create(body(tls("client", "ca")).toString())
            .statusCode(201)
            .body("tls.clientCertificate.subject", equalTo("O=Shop,CN=offload"))
            .body("tls.clientCertificate.notAfter", equalTo("2120-01-01T00:00:00Z"))
            .body("tls.ca.subject", contains("CN=Test CA"))
            .extract();
    EndpointId id = EndpointId.parse(created.path("id"));

    String listed = owner.request().get("/v1/webhooks").then().extract().asString();

    assertThat(created.asString() + listed).doesNotContain("PRIVATE").doesNotContain("BEGIN");
    EndpointTls tls = written(id.toString()).terms().tls();
    assertThat(ENCRYPTER.decrypt(tls.client().key(), Endpoint.placeOfClientKey(tenant, id)))
        .isEqualTo(TestTls.key("client").strip());
    assertThat(log()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void patchChangesWhatItNamesOfTlsAndNothingElse() {
    String id = owner.create(body(tls("client", "ca")).toString()).extract().path("id");
    EndpointTls.Client before = written(id).terms().tls().client();

    owner
        .patch(id, "{\"description\": \"x\"}")
        .statusCode(200)
        .body("tls.ca.subject", contains("CN=Test CA"));
    owner
        .patch(id, patch(tls(null, "other-ca")))
        .statusCode(200)
        .body("tls.clientCertificate.subject", equalTo("O=Shop,CN=offload"))
        .body("tls.ca.subject", contains("CN=Other CA"));
    assertThat(written(id).terms().tls().client())
        .as("the key is not encrypted anew")
        .isEqualTo(before);
    owner
        .patch(id, patch(tls("rsa", null)))
        .statusCode(200)
        .body("tls.clientCertificate.subject", equalTo("CN=rsa"))
        .body("tls.ca.subject", contains("CN=Other CA"));
    owner
        .patch(id, "{\"tls\": {\"ca\": null}}")
        .statusCode(200)
        .body("tls.clientCertificate.subject", equalTo("CN=rsa"))
        .body("tls.ca", empty());
    owner.patch(id, "{\"tls\": {}}").statusCode(200).body("tls.ca", empty());
    owner
        .patch(id, "{\"tls\": {\"clientCertificate\": null, \"clientKey\": null}}")
        .statusCode(200)
        .body("tls", nullValue());
    owner.patch(id, patch(tls("client", null))).statusCode(200);
    owner.patch(id, "{\"tls\": null}").statusCode(200).body("tls", nullValue());
  }

  @Test
  void patchThatWouldBreakARuleOfTlsChangesNothing() {
    String id = owner.create(body(tls("client", "ca")).toString()).extract().path("id");
    Endpoint before = written(id);
    ObjectNode keyOfAnother = tls("client", null).put("clientKey", TestTls.key("stranger"));

    for (String wrong :
        List.of(
            patch(tls("client", null).without("clientKey")),
            patch(keyOfAnother),
            patch(tls("expired", null)),
            "{\"tls\": {\"clientCertificate\": null}}",
            "{\"tls\": {\"clientKey\": null}}",
            "{\"tls\": {\"verify\": null}}",
            "{\"tls\": []}",
            "{\"url\": \"http://shop.example/\"}")) {
      owner.patch(id, wrong).statusCode(422).body("code", equalTo("invalid-webhook"));
    }
    owner
        .patch(id, "{\"url\": \"http://shop.example/\"}")
        .body("errors.pointer", contains("/tls"))
        .body("errors.detail", contains("is allowed only with an https URL"));
    owner.patch(id, "{\"url\": \"http://shop.example/\", \"tls\": null}").statusCode(200);
    assertThat(before.terms().tls()).isNotNull();
  }

  /// Whoever may change the URL must not be able to show our certificate to somebody else.
  @Test
  void certificateDoesNotFollowAUrlToAnotherOrigin() {
    String id = owner.create(body(tls("client", "ca")).toString()).extract().path("id");

    owner
        .patch(id, "{\"url\": \"https://till.example/\"}")
        .statusCode(422)
        .body("errors.pointer", contains("/tls"))
        .body("errors[0].detail", containsString("https://shop.example"));
    owner.patch(id, "{\"url\": \"https://shop.example/other\"}").statusCode(200);
    owner
        .patch(
            id,
            Json.MAPPER
                .createObjectNode()
                .put("url", "https://till.example/")
                .set("tls", tls("client", null))
                .toString())
        .statusCode(200)
        .body("tls.ca.subject", contains("CN=Test CA"));
    owner
        .patch(id, "{\"url\": \"https://shop.example/\", \"tls\": null}")
        .statusCode(200)
        .body("tls", nullValue());
  }

  @Test
  void certificateNeedsAnHttpsUrl() {
    owner
        .create(body(tls("client", null)).put("url", "http://shop.example/").toString())
        .statusCode(422)
        .body("errors.pointer", contains("/tls"));
  }

  private static ObjectNode body(ObjectNode tls) {
    return Json.MAPPER.createObjectNode().put("url", "https://shop.example/").set("tls", tls);
  }

  private static String patch(ObjectNode tls) {
    return Json.MAPPER.createObjectNode().set("tls", tls).toString();
  }

  /// Each may be null for none.
  private static ObjectNode tls(String client, String ca) {
    ObjectNode tls = Json.MAPPER.createObjectNode();
    if (client != null) {
      tls.put("clientCertificate", TestTls.certificate(client));
      tls.put("clientKey", TestTls.key(client));
    }
    if (ca != null) {
      tls.put("ca", TestTls.certificate(ca));
    }
    return tls;
  }

  private Endpoint written(String id) {
    String key = Endpoint.key(tenant, EndpointId.parse(id));
    return (Endpoint) Log.of(Topics.CONFIG, key).getLast().value();
  }

  private static String log() {
    return String.join(
        "\n",
        TopicReader.of(new StringDeserializer()).readValues(Topics.CONFIG.name()).stream()
            .map(String::valueOf)
            .toList());
  }
}
