package dev.offload.ingest.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class TenantsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  @Inject Pauses pauses;
  private final String tenant = "paused-" + RUNS.incrementAndGet();
  private String admin;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    admin = Api.newKey("operators", "admin");
  }

  @Test
  void operatorsPauseAndResumeATenant() {
    post(admin, "pause")
        .statusCode(200)
        .body("tenant", equalTo(tenant))
        .body("paused", equalTo(true));
    post(admin, "pause").statusCode(200).body("paused", equalTo(true));
    assertThat(pauses.ofTenant(tenant)).isTrue();
    assertThat(pauses.ofQueue(tenant)).as("it is not the queue of that name").isFalse();

    post(admin, "resume").statusCode(200).body("paused", equalTo(false));
    post(admin, "resume").statusCode(200).body("paused", equalTo(false));
    assertThat(pauses.ofTenant(tenant)).isFalse();

    List<ControlEntry> written =
        Log.of(Topics.CONTROL, PauseTenant.key(tenant)).stream()
            .map(record -> record.value())
            .toList();
    assertThat(written).hasSize(4);
    assertThat(written.getFirst())
        .isInstanceOfSatisfying(
            PauseTenant.class, pause -> assertThat(pause.tenant()).isEqualTo(tenant));
    assertThat(written.getLast()).isNull();
  }

  @Test
  void nameThatNoTenantCanHaveIsNotFound() {
    Api.with(admin)
        .post("/v1/tenants/Not_A_Tenant/pause")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
  }

  @Test
  void tenantsMayNotPauseThemselves() {
    String own = Api.newKey(tenant, "submit", "read", "manage");

    post(own, "pause").statusCode(403).body("code", equalTo("forbidden"));
    post(own, "resume").statusCode(403);
    assertThat(Log.of(Topics.CONTROL, PauseTenant.key(tenant))).isEmpty();
  }

  private ValidatableResponse post(String by, String what) {
    return Api.with(by).post("/v1/tenants/{tenant}/{what}", tenant, what).then();
  }
}
