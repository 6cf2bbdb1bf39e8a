package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import org.junit.jupiter.api.Test;

class RecentChangesTest {
  private static final LimitScope KEY = new OfKey("acme", "smtp:a");
  private static final LimitScope TENANT = new OfTenant("acme");
  private static final LimitScope QUEUE = new OfQueue("image");

  private final RecentChanges recent = new RecentChanges();

  @Test
  void nothingHasChangedSinceTheLastLook() {
    recent.limit(KEY);
    Changes changes = recent.since(0);
    assertThat(changes.isEmpty()).isFalse();
    assertThat(recent.since(changes.version()).isEmpty()).isTrue();
    recent.limit(TENANT);
    assertThat(recent.since(changes.version()).concern(KEY)).isFalse();
    assertThat(recent.since(changes.version()).concern(TENANT)).isTrue();
  }

  @Test
  void limitConcernsItsScopeAlone() {
    recent.limit(KEY);
    Changes changes = recent.since(0);
    assertThat(changes.concern(KEY)).isTrue();
    assertThat(changes.concern(new OfKey("globex", "smtp:a"))).isFalse();
    assertThat(changes.concern(new OfKey("acme", "smtp:ab"))).isFalse();
    assertThat(changes.concern(TENANT)).isFalse();
  }

  @Test
  void patternConcernsTheNamesThatItMatches() {
    recent.limit(new OfKey("acme", "smtp:*"));
    Changes changes = recent.since(0);
    assertThat(changes.concern(KEY)).isTrue();
    assertThat(changes.concern(new OfKey("acme", "sms"))).isFalse();
    assertThat(changes.concern(new OfKey("globex", "smtp:a"))).isFalse();
    assertThat(changes.concern(TENANT)).isFalse();
  }

  @Test
  void pauseConcernsTheLinesInWhichTheTenantMayStand() {
    recent.pause("acme");
    Changes changes = recent.since(0);
    assertThat(changes.concern(KEY)).isTrue();
    assertThat(changes.concern(TENANT)).isTrue();
    assertThat(changes.concern(QUEUE)).isTrue();
    assertThat(changes.concern(new OfTenant("globex"))).isFalse();
    assertThat(changes.concern(new OfKey("globex", "smtp:a"))).isFalse();
  }

  @Test
  void moreThanIsRememberedConcernsEverything() {
    for (int change = 0; change < RecentChanges.MOST; change++) {
      recent.limit(KEY);
    }
    assertThat(recent.since(0).concern(QUEUE)).isFalse();
    recent.limit(KEY);
    assertThat(recent.since(0).concern(QUEUE)).isTrue();
    assertThat(recent.since(1).concern(QUEUE)).isFalse();
  }
}
