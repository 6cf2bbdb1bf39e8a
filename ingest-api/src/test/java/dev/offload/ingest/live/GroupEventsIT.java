package dev.offload.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `GET /v1/groups/{id}/events`
@IngestTest
class GroupEventsIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final String tenant = "group-watchers-" + TENANTS.incrementAndGet();
  @TestHTTPResource private URI base;
  private String key;
  private GroupStatus group;

  @BeforeEach
  void openGroup() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "read");
    group = write(TestGroups.open(tenant, 0));
    await().until(() -> Api.with(key).get(path()).statusCode() == 200);
  }

  @Test
  void groupIsFollowedToItsEnd() throws Exception {
    String token = token();
    try (EventStream events = EventStream.open(uri("?token=" + token), null, null)) {
      EventStream.Event first = events.next();
      assertThat(first.name()).isEqualTo("group");
      assertThat(first.id()).isEqualTo("1");
      assertThat(json(first).path("id").textValue()).isEqualTo(group.facts().id().toString());
      assertThat(json(first).path("notify").isEmpty()).isTrue();

      write(TestGroups.sealed(group));
      assertThat(json(events.next()).path("state").textValue()).isEqualTo("running");
      write(TestGroups.ended(TestGroups.sealed(group)));
      assertThat(json(events.next()).path("state").textValue()).isEqualTo("succeeded");

      await().until(events::isOver);
      assertThat(events.lastId()).isEqualTo("3");
    }
    try (EventStream again = EventStream.open(uri(""), token, "3")) {
      assertThat(again.status()).isEqualTo(204);
    }
    try (EventStream again = EventStream.open(uri(""), token, "2")) {
      assertThat(again.next().id()).isEqualTo("3");
    }
  }

  @Test
  void onlyTheGroupOfATokenIsFollowedWithIt() {
    GroupStatus other = write(TestGroups.open(tenant, 1));
    String token = token();
    await().until(() -> Api.with(key).get("/v1/groups/" + other.facts().id()).statusCode() == 200);

    URI others = base.resolve("/v1/groups/" + other.facts().id() + "/events");
    try (EventStream refused = EventStream.open(others, token, null);
        EventStream allowed = EventStream.open(others, key, null)) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(allowed.status()).isEqualTo(200);
    }
  }

  @Test
  void tenantStreamTellsOfGroups() throws Exception {
    String strangers = Api.newKey(tenant + "-stranger", "read");
    try (EventStream all = EventStream.open(base.resolve("/v1/events"), key, null);
        EventStream ofAUser = EventStream.open(base.resolve("/v1/events?user=ada"), key, null);
        EventStream others = EventStream.open(base.resolve("/v1/events"), strangers, null)) {
      // A client is told once its stream has begun.
      await().until(() -> all.lastId() != null && ofAUser.lastId() != null);

      write(TestGroups.ended(TestGroups.sealed(group)));

      EventStream.Event event = all.next();
      assertThat(event.name()).isEqualTo("group");
      assertThat(json(event).path("id").textValue()).isEqualTo(group.facts().id().toString());
      assertThat(json(event).path("state").textValue()).isEqualTo("succeeded");
      try (EventStream one = EventStream.open(uri(""), key, null)) {
        assertThat(one.next().id()).isEqualTo("3");
      }
      assertThat(ofAUser.hasNext()).isFalse();
      assertThat(others.hasNext()).isFalse();
    }
  }

  private String token() {
    return Api.with(key)
        .contentType("application/json")
        .body("{\"group\": \"%s\"}".formatted(group.facts().id()))
        .post("/v1/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  private static JsonNode json(EventStream.Event event) throws Exception {
    return Json.MAPPER.readTree(event.data());
  }

  private String path() {
    return "/v1/groups/" + group.facts().id();
  }

  private URI uri(String query) {
    return base.resolve(path() + "/events" + query);
  }

  private static GroupStatus write(GroupStatus status) {
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.GROUPS, status.facts().id().toString(), status);
    }
    return status;
  }
}
