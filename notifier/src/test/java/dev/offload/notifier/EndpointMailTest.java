package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class EndpointMailTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant NOW = SINCE.plusSeconds(60);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<Endpoint, EndpointFailing> failing = new HashMap<>();

  @Test
  void operatorIsToldOfTheEndpointAndItsTenant() {
    SubmitTask mail = mail(news(healthy(), "endpoint.failing"));

    assertThat(mail.type()).isEqualTo("email");
    assertThat(mail.tenant()).isEqualTo("acme");
    assertThat(mail.lineage().origin()).isEqualTo(Origin.SYSTEM);
    assertThat(mail.input().at("/notification/to").textValue()).isEqualTo("ops@example.com");
    JsonNode event = mail.input().at("/notification/event");
    assertThat(event.path("type").textValue()).isEqualTo("endpoint.failing");
    assertThat(event.at("/data/tenant").textValue()).isEqualTo("acme");
    assertThat(event.at("/data/reason").textValue()).isEqualTo("no answer");
  }

  /// So the lifecycle sends the last one only: see `DebounceMachine`.
  @Test
  void mailsOfATenantReplaceEachOther() {
    Endpoint one = healthy();
    SubmitTask first = mail(news(one, "endpoint.failing"));
    SubmitTask again = mail(news(one, "endpoint.failing"));
    SubmitTask second = mail(news(healthy(), "endpoint.failing"));

    assertThat(again.taskId()).isEqualTo(first.taskId());
    assertThat(second.taskId()).isNotEqualTo(first.taskId());
    assertThat(List.of(first, second))
        .allSatisfy(
            mail -> {
              assertThat(mail.timing().debounce())
                  .isEqualTo(new Debounce("offload:endpoints", EVERY, EVERY));
              assertThat(mail.timing().createdAt()).isEqualTo(NOW);
            });
  }

  @Test
  void lastMailKnowsOfAllThatAreInTrouble() {
    healthy();
    Endpoint early = failingSince(SINCE.minusSeconds(90));
    Endpoint gone = disabled(Endpoint.DisabledBy.GONE);
    disabled(Endpoint.DisabledBy.OWNER);
    Endpoint about = healthy();

    JsonNode data = data(news(about, "endpoint.failing"));

    assertThat(data.path("failing").intValue()).isEqualTo(2);
    assertThat(data.path("disabled").intValue()).isEqualTo(1);
    assertThat(data.path("more").intValue()).isZero();
    assertThat(data.path("troubles"))
        .extracting(one -> one.path("endpoint").textValue(), one -> one.path("state").textValue())
        .containsExactly(tuple(about, "failing"), tuple(gone, "disabled"), tuple(early, "failing"));
    assertThat(data.at("/troubles/2/reason").textValue()).isEqualTo("it answered 500");
  }

  @Test
  void endpointThatHasRecoveredIsInTroubleNoMore() {
    Endpoint about = failingSince(SINCE);
    failingSince(SINCE);

    JsonNode data = data(news(about, "endpoint.recovered"));

    assertThat(data.path("failing").intValue()).isEqualTo(1);
    assertThat(data.path("troubles")).hasSize(1);
    assertThat(data.at("/troubles/0/endpoint").textValue()).isNotEqualTo(about.id().toString());
  }

  @Test
  void manyAreCountedAndNotNamed() {
    for (int i = 0; i < 999; i++) {
      failingSince(SINCE.minusSeconds(i + 1));
    }

    JsonNode data = data(news(healthy(), "endpoint.failing"));

    assertThat(data.path("failing").intValue()).isEqualTo(1000);
    assertThat(data.path("troubles")).hasSize(20);
    assertThat(data.path("more").intValue()).isEqualTo(980);
  }

  private JsonNode data(EndpointNews news) {
    return mail(news).input().at("/notification/event/data");
  }

  private SubmitTask mail(EndpointNews news) {
    return EndpointMail.of(news, endpoints, one -> Optional.ofNullable(failing.get(one)))
        .to("ops@example.com", RetryPolicy.DEFAULT, NOW, EVERY);
  }

  private static Tuple tuple(Endpoint endpoint, String state) {
    return Tuple.tuple(endpoint.id().toString(), state);
  }

  private Endpoint healthy() {
    return add(Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.*"))));
  }

  private Endpoint failingSince(Instant since) {
    Endpoint endpoint = healthy();
    failing.put(
        endpoint,
        new EndpointFailing(
            endpoint.tenant(), endpoint.id(), endpoint.revision(), since, "it answered 500"));
    return endpoint;
  }

  private Endpoint disabled(Endpoint.DisabledBy reason) {
    Endpoint active =
        Endpoints.of("acme", Endpoints.to("https://shop.example/", List.of("task.*")));
    return add(
        Endpoints.with(
            active,
            active.secrets(),
            new Endpoint.Disabled(reason, SINCE.minusSeconds(30), "it answered 410")));
  }

  private Endpoint add(Endpoint endpoint) {
    endpoints.add(endpoint);
    return endpoint;
  }

  private static EndpointNews news(Endpoint about, String type) {
    return new EndpointNews(about, type, SINCE, SINCE, "no answer", "occasion");
  }
}
