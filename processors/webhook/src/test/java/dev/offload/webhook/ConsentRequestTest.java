package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Rate;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The handshake of section 4 of "HTTP 1.1 Web Hooks for Event Delivery".
class ConsentRequestTest {
  private final ConsentRequest request = of(Optional.empty());

  @Test
  void itSaysWhoAsksAndHowMuchThereMayBe() {
    assertThat(request.headers())
        .isEqualTo(Map.of("X-Shop", "seven", "WebHook-Request-Origin", "offload.example"));
    assertThat(of(Optional.of(new Rate(5, Duration.ofSeconds(1), 1))).headers())
        .containsEntry("WebHook-Request-Rate", "300");
    assertThat(of(Optional.of(new Rate(1, Duration.ofHours(1), 1))).headers())
        .as("at least one")
        .containsEntry("WebHook-Request-Rate", "1");
  }

  @ParameterizedTest
  @CsvSource(
      value = {"*, *, ", "offload.example, *, ", "OFFLOAD.example, 100, 100", "*, 1, 1", "*, , "})
  void receiverConsents(String origin, String rate, Integer perMinute) {
    assertThat(request.outcome(origin, rate))
        .isEqualTo(new Consented(Optional.ofNullable(perMinute)));
  }

  @ParameterizedTest
  @CsvSource({
    ", 100, its answer to OPTIONS has no WebHook-Allowed-Origin",
    "other.example, *, its WebHook-Allowed-Origin is not offload.example",
    "*, 0, its WebHook-Allowed-Rate is not a whole number above 0",
    "*, -3, its WebHook-Allowed-Rate is not a whole number above 0",
    "*, soon, its WebHook-Allowed-Rate is not a whole number above 0",
  })
  void anythingElseIsNoConsent(String origin, String rate, String why) {
    assertThat(request.outcome(origin, rate)).isEqualTo(new Declined(why));
  }

  @Test
  void receiverAskedForARateMustNameOne() {
    ConsentRequest asking = of(Optional.of(new Rate(5, Duration.ofSeconds(1), 1)));

    assertThat(asking.outcome("*", null))
        .isEqualTo(new Declined("its answer to OPTIONS has no WebHook-Allowed-Rate"));
    assertThat(asking.outcome("*", "*")).isEqualTo(new Consented(Optional.empty()));
  }

  private static ConsentRequest of(Optional<Rate> rate) {
    return ConsentRequest.of(
        OutsideUrl.of("https://shop.example/hook"),
        Map.of("X-Shop", "seven"),
        "offload.example",
        rate);
  }
}
