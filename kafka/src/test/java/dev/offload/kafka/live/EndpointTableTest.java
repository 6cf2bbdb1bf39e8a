package dev.offload.kafka.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.url.OutsideUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointTableTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final EndpointId ID = EndpointId.fresh(NOW);
  private static final EndpointId LATER = EndpointId.fresh(NOW.plusSeconds(1));
  private static final EndpointSecrets SECRETS = EndpointSecrets.of(new Encrypted("k1", "AAEC"));

  private final EndpointTable table = new EndpointTable();

  @Test
  void endpointsOfATenantAreInTheOrderOfTheirCreation() {
    table.change(null, endpoint("acme", LATER, "r1"));
    table.change(null, endpoint("acme", ID, "r1"));
    table.change(null, endpoint("shop", EndpointId.fresh(NOW), "r1"));

    assertThat(table.of("acme")).extracting(Endpoint::id).containsExactly(ID, LATER);
    assertThat(table.find("acme", ID)).isPresent();
    assertThat(table.find("shop", ID)).isEmpty();
    assertThat(table.hasAny("nobody")).isFalse();
  }

  @Test
  void deletedEndpointIsGoneFromTheTable() {
    table.change(null, endpoint("acme", ID, "r1"));
    table.change(endpoint("acme", ID, "r1"), null);

    assertThat(table.find("acme", ID)).isEmpty();
    assertThat(table.hasAny("acme")).isFalse();
  }

  @Test
  void receiverThatIsGoneDisablesOneRevision() {
    table.change(null, endpoint("acme", ID, "r1"));
    table.change(null, new EndpointGone("acme", ID, "r1", NOW, null, null));

    assertThat(table.find("acme", ID).orElseThrow())
        .satisfies(
            one -> {
              assertThat(one.disabled())
                  .isEqualTo(new Endpoint.Disabled(Endpoint.DisabledBy.GONE, NOW));
              assertThat(one.revision()).isNotEqualTo("r1");
            });

    table.change(endpoint("acme", ID, "r1"), endpoint("acme", ID, "r2"));
    assertThat(table.of("acme")).containsExactly(endpoint("acme", ID, "r2"));
  }

  @Test
  void failureMarkMayComeBeforeItsEndpointAndBeErased() {
    EndpointGone mark = new EndpointGone("acme", ID, "r1", NOW, null, null);
    table.change(null, mark);
    table.change(null, endpoint("acme", ID, "r1"));
    assertThat(table.of("acme")).noneMatch(Endpoint::isActive);

    table.change(mark, null);
    assertThat(table.of("acme")).allMatch(Endpoint::isActive);
  }

  @Test
  void failureCountsForOneRevisionUntilRecovery() {
    Endpoint endpoint = endpoint("acme", ID, "r1");
    EndpointFailing mark = new EndpointFailing("acme", ID, "r1", NOW, "no answer");
    table.change(null, endpoint);
    assertThat(table.failing(endpoint)).isEmpty();

    table.change(null, mark);
    assertThat(table.failing(endpoint)).hasValue(mark);
    assertThat(table.find("acme", ID)).as("it is tried on").hasValue(endpoint);
    assertThat(table.failing(endpoint("acme", ID, "r2"))).isEmpty();

    table.change(mark, null);
    assertThat(table.failing(endpoint)).isEmpty();
  }

  @Test
  void runEventsAreWantedSinceTheFirstEndpointThatAsks() {
    table.change(null, endpoint("acme", ID, "r1"));
    assertThat(table.runsWantedSince()).isEmpty();

    Endpoint asking = endpoint("acme", LATER, "r1", terms(List.of("task.started"), List.of()));
    table.change(null, asking);
    assertThat(table.runsWantedSince()).hasValue(asking.updatedAt());
    table.change(null, new EndpointGone("acme", LATER, "r1", NOW, null, null));
    assertThat(table.runsWantedSince()).isEmpty();
  }

  @Test
  void receiverThatFailedForDaysDisablesOneRevision() {
    table.change(null, endpoint("acme", ID, "r1"));
    table.change(
        null, new EndpointGone("acme", ID, "r1", NOW, Endpoint.DisabledBy.FAILING, "no answer"));

    assertThat(table.find("acme", ID).orElseThrow().disabled())
        .isEqualTo(new Endpoint.Disabled(Endpoint.DisabledBy.FAILING, NOW, "no answer"));
  }

  @Test
  void formerSecretsSignForAsLongAsTheyWereGiven() {
    Encrypted second = new Encrypted("k1", "AwQF");
    Encrypted third = new Encrypted("k1", "BgcI");

    EndpointSecrets rotated = SECRETS.rotated(second, null, NOW, NOW.plusSeconds(60));

    assertThat(rotated.at(NOW)).containsExactly(second, SECRETS.current());
    assertThat(rotated.at(NOW.plusSeconds(60))).containsExactly(second);
    assertThat(rotated.rotated(third, null, NOW.plusSeconds(60), NOW.plusSeconds(90)).former())
        .containsExactly(new EndpointSecrets.Former(second, null, NOW.plusSeconds(90)));
    assertThat(SECRETS.rotated(second, null, NOW, NOW).at(NOW)).containsExactly(second);
  }

  @Test
  void formerKeysSignForAsLongAsTheirSecret() {
    SigningKey first = new SigningKey("whpk_1", new Encrypted("k1", "AAEC"));
    SigningKey second = new SigningKey("whpk_2", new Encrypted("k1", "AAEC"));
    Encrypted secret = new Encrypted("k1", "AwQF");
    EndpointSecrets with = SECRETS.withKey(first);

    EndpointSecrets rotated = with.rotated(secret, second, NOW, NOW.plusSeconds(60));

    assertThat(SECRETS.keysAt(NOW)).isEmpty();
    assertThat(with.keysAt(NOW)).containsExactly(first);
    assertThat(rotated.keysAt(NOW)).containsExactly(second, first);
    assertThat(rotated.withKey(null).keysAt(NOW)).containsExactly(first);
    assertThat(rotated.keysAt(NOW.plusSeconds(60))).containsExactly(second);
    assertThat(SECRETS.rotated(secret, second, NOW, NOW.plusSeconds(60)).keysAt(NOW))
        .containsExactly(second);
  }

  @Test
  void onlyTheNewestFormerSecretsSign() {
    EndpointSecrets secrets = SECRETS;
    for (int i = 0; i < 9; i++) {
      secrets = secrets.rotated(new Encrypted("k" + i, "AAEC"), null, NOW, NOW.plusSeconds(60));
    }

    assertThat(secrets.at(NOW)).extracting(Encrypted::key).containsExactly("k8", "k7", "k6", "k5");
  }

  @Test
  void endpointWantsEventsThatFitItsPatternsAndAllItsTags() {
    EndpointTerms terms = terms(List.of("task.failed", "group.*"), List.of("a", "b"));

    assertThat(terms.wants("task.failed", List.of("b", "c", "a"))).isTrue();
    assertThat(terms.wants("group.failed", List.of("a", "b"))).isTrue();
    assertThat(terms.wants("task.succeeded", List.of("a", "b"))).isFalse();
    assertThat(terms.wants("task.failed.twice", List.of("a", "b"))).isFalse();
    assertThat(terms.wants("task.failed", List.of("a"))).isFalse();
    assertThat(terms(List.of("task.*"), List.of()).wants("task.expired", List.of())).isTrue();
  }

  @Test
  void consentCountsForTheRevisionThatWasAskedOf() {
    Endpoint asked = endpoint("acme", ID, "r1");
    EndpointConsent answer = new EndpointConsent("acme", asked.id(), "r1", NOW, 120, null);
    table.change(null, asked);
    assertThat(table.consent(asked)).isEmpty();

    table.change(null, answer);

    assertThat(table.consent(asked)).contains(answer);
    assertThat(asked.limit(answer).orElseThrow().rule())
        .isEqualTo(new LimitRule(null, new Rate(120, Duration.ofMinutes(1), 1)));
    table.change(answer, null);
    assertThat(table.consent(asked)).isEmpty();
  }

  @Test
  void slowerOfTwoRatesCounts() {
    Rate tenASecond = new Rate(10, Duration.ofSeconds(1), 5);

    assertThat(new Rate(120, Duration.ofMinutes(1), 1).isSlowerThan(tenASecond)).isTrue();
    assertThat(new Rate(600, Duration.ofMinutes(1), 1).isSlowerThan(tenASecond)).isFalse();
    assertThat(tenASecond.isSlowerThan(new Rate(601, Duration.ofMinutes(1), 1))).isTrue();
  }

  @Test
  void rateThatIsSlowerThanTheReceiversIsKeptEvenly() {
    EndpointConsent answer = new EndpointConsent("acme", ID, "r1", NOW, 20, null);
    Rate anHour = new Rate(1_000, Duration.ofHours(1), 1_000);

    assertThat(terms(anHour, false).limitedTo(answer.rate().orElseThrow()).rate())
        .isEqualTo(new Rate(1_000, Duration.ofHours(1), 1));
    assertThat(terms(new Rate(20, Duration.ofMinutes(1), 20), false).limitedTo(answer.rate().get()))
        .isEqualTo(new LimitRule(null, new Rate(20, Duration.ofMinutes(1), 1)));
  }

  @Test
  void oneDeliveryAtATimeUntilThereIsConsent() {
    Endpoint asking = endpoint("acme", ID, "r1", terms(null, true));
    EndpointConsent anyRate = new EndpointConsent("acme", ID, "r1", NOW, null, null);

    assertThat(asking.limit().orElseThrow().rule()).isEqualTo(LimitRule.atMost(1));
    assertThat(asking.limit(anyRate)).isEmpty();
  }

  private static EndpointTerms terms(Rate rate, boolean handshake) {
    EndpointTerms plain = terms(List.of("task.*"), List.of());
    return new EndpointTerms(
        plain.url(),
        plain.events(),
        plain.tags(),
        plain.description(),
        plain.headers(),
        rate,
        plain.concurrency(),
        plain.format(),
        plain.signatures(),
        plain.tls(),
        plain.orderedSince(),
        handshake);
  }

  private static Endpoint endpoint(String tenant, EndpointId id, String revision) {
    return endpoint(tenant, id, revision, terms(List.of("task.*"), List.of()));
  }

  private static Endpoint endpoint(
      String tenant, EndpointId id, String revision, EndpointTerms terms) {
    return new Endpoint(
        tenant, id, terms, SECRETS, null, NOW, NOW.plus(Duration.ofSeconds(1)), revision);
  }

  private static EndpointTerms terms(List<String> events, List<String> tags) {
    return new EndpointTerms(
        OutsideUrl.of("https://shop.example/"),
        events,
        tags,
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false);
  }
}
