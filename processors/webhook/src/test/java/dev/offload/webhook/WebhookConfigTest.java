package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.offload.address.AddressRange;
import dev.offload.testkit.TestConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConfigTest {
  @Test
  void nothingHasToBeSet() {
    WebhookConfig config = TestConfig.of(WebhookConfig.class, Map.of());

    assertThat(config.allowed()).isEmpty();
    assertThat(config.proxy()).isEmpty();
    assertThat(config.proxyCredentials()).isEmpty();
    assertThat(config.connectTimeout()).hasSeconds(5);
    assertThat(config.timeLimit()).hasSeconds(15);
    assertThat(config.longestRetryAfter()).hasHours(1);
    assertThat(config.connections()).isEqualTo(128);
    assertThat(config.connectionsPerReceiver()).isEqualTo(16);
    assertThat(config.lookups()).isEqualTo(64);
    assertThat(config.breakerTerms())
        .isEqualTo(
            new BreakerTerms(
                3,
                20,
                5,
                0.8,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofSeconds(25)));
    assertThat(config.metrics().endpointsPerTenant()).isEqualTo(50);
    assertThat(config.metrics().endpoints()).isEqualTo(1_000);
    assertThat(config.origin()).isEqualTo("offload.dev");
    assertThat(config.userAgent()).isEqualTo("Offload-Webhooks/1 (+https://offload.dev)");
  }

  @Test
  void addressesAreReadAsRanges() {
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class,
            Map.of("offload.webhook.allowed-addresses", "127.0.0.0/8,::1/128"));

    assertThat(config.allowed())
        .extracting(AddressRange::toString)
        .containsExactly("127.0.0.0/8", "::1/128");
  }

  @ParameterizedTest
  @CsvSource({
    "allowed-addresses, localhost, address range must be",
    "connect-timeout, soon, Invalid duration",
    "connections, many, Expected an integer",
    "proxy, proxy.internal, a proxy must be",
    "proxy-credentials, name, 'proxy-credentials must be a name, a colon and a password'",
    "proxy-credentials, :password, 'proxy-credentials must be a name, a colon and a password'",
    "proxy-credentials, 'name:pass\tword', 'without control characters'",
    "no-such-setting, 1, does not map",
    "connect-timeout, 0s, connect-timeout",
    "time-limit, -1s, time-limit",
    "longest-retry-after, -1s, longest-retry-after",
    "connections, 0, connections",
    "user-agent, ' ', user-agent",
    "origin, 'https://shop.example', origin",
    "metrics.endpoints, -1, endpoints",
    "breaker.failure-ratio, 0, failure-ratio",
    "breaker.failure-ratio, 1.1, failure-ratio",
    "breaker.window, 65, window",
  })
  void settingThatMakesNoSenseIsRefused(String name, String value, String message) {
    Map<String, String> properties = Map.of("offload.webhook." + name, value);

    assertThatException()
        .isThrownBy(() -> TestConfig.of(WebhookConfig.class, properties))
        .withMessageContaining(message);
  }

  @Test
  void credentialsAreNotRepeatedWhenTheyAreRefused() {
    Map<String, String> properties = Map.of("offload.webhook.proxy-credentials", "offload-pass");

    assertThatException()
        .isThrownBy(() -> TestConfig.of(WebhookConfig.class, properties))
        .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain("offload-pass"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name:", "name:pass:word", "name:pässword "})
  void credentialsAreANameAndAnyPassword(String credentials) {
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class,
            Map.of(
                "offload.webhook.proxy",
                "http://proxy.internal:3128",
                "offload.webhook.proxy-credentials",
                credentials));

    assertThat(config.forwardProxy().orElseThrow().authorization()).isPresent();
  }

  @Test
  void credentialsNeedAProxy() {
    WebhookConfig config =
        TestConfig.of(
            WebhookConfig.class, Map.of("offload.webhook.proxy-credentials", "name:password"));

    assertThatException()
        .isThrownBy(config::forwardProxy)
        .withMessage(
            "offload.webhook.proxy must be set if offload.webhook.proxy-credentials is, was not"
                + " set");
  }

  @Test
  void endpointIsDisabledAfterFiveDays() {
    assertThat(TestConfig.of(EndpointCareConfig.class, Map.of()).disableAfter())
        .isEqualTo(Duration.ofDays(5));
    assertThatException()
        .isThrownBy(
            () ->
                TestConfig.of(
                    EndpointCareConfig.class, Map.of("offload.endpoints.disable-after", "0s")))
        .withMessageContaining("disable-after");
  }

  @Test
  void ratioCannotNeedMoreResultsThanAreKept() {
    assertThatException()
        .isThrownBy(
            () ->
                TestConfig.of(
                        WebhookConfig.class,
                        Map.of(
                            "offload.webhook.breaker.window", "4",
                            "offload.webhook.breaker.least-results", "5"))
                    .breakerTerms())
        .withMessageContaining("least-results must be at most as many as window, which is 4");
  }
}
