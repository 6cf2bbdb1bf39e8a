package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.notifier.MailPace.Turn;
import dev.offload.testkit.TestConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final Turn AT_ONCE = new Turn.Now();

  private final MailPace pace = new MailPace(60, Duration.ofHours(2));

  @Test
  void mailsOfAnHourAreSentAtOnceAndThenOneByOne() {
    assertThat(next("acme", NOW, 60)).containsOnly(AT_ONCE);
    assertThat(next("acme", NOW, 2))
        .containsExactly(new Turn.Later(NOW.plusSeconds(60)), new Turn.Later(NOW.plusSeconds(120)));
  }

  @Test
  void eachTenantHasItsOwnPace() {
    next("acme", NOW, 100);

    assertThat(next("other", NOW, 1)).containsExactly(AT_ONCE);
  }

  @Test
  void afterAQuietHourTheMailsOfAnHourAreSentAtOnceAgain() {
    next("acme", NOW, 60);
    Instant later = NOW.plus(Duration.ofHours(1));

    assertThat(next("acme", later, 60)).containsOnly(AT_ONCE);
    assertThat(next("acme", later, 1)).doesNotContain(AT_ONCE);
  }

  @Test
  void mailThatWouldWaitTooLongGetsNoTurn() {
    next("acme", NOW, 60 + 120);

    assertThat(next("acme", NOW, 2))
        .containsOnly(new Turn.Never(NOW.plus(Duration.ofMinutes(121))));
    assertThat(next("acme", NOW.plusSeconds(60), 1))
        .containsExactly(new Turn.Later(NOW.plus(Duration.ofMinutes(121))));
  }

  @Test
  void defaultsAreThoseThatAreDocumented() {
    MailConfig config = TestConfig.of(MailConfig.class, Map.of());

    assertThat(config.perHour()).isEqualTo(200);
    assertThat(config.longestWait()).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(
            () -> TestConfig.of(MailConfig.class, Map.of("offload.notifier.mail.per-hour", "0")))
        .isInstanceOf(ConfigValidationException.class);
    assertThat(config.endpointsEvery()).isEqualTo(Duration.ofMinutes(10));
    assertThatThrownBy(
            () ->
                TestConfig.of(
                    MailConfig.class, Map.of("offload.notifier.mail.endpoints-every", "2h")))
        .isInstanceOf(ConfigValidationException.class);
    assertThat(config.endpointsTo()).isEmpty();
    String address = "offload.notifier.mail.endpoints-to";
    assertThat(TestConfig.of(MailConfig.class, Map.of(address, "ops@example.com")).endpointsTo())
        .hasValue("ops@example.com");
    assertThatThrownBy(() -> TestConfig.of(MailConfig.class, Map.of(address, "ops")))
        .hasMessageContaining("address must be an e-mail address");
  }

  private List<Turn> next(String tenant, Instant now, int count) {
    return Stream.generate(() -> pace.next(tenant, now)).limit(count).toList();
  }
}
