package dev.offload.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.address.AddressRange;
import dev.offload.address.ForwardProxy;
import dev.offload.testkit.TestConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchConfigTest {
  @Test
  void nothingHasToBeSet() {
    FetchConfig config = TestConfig.of(FetchConfig.class, Map.of());

    assertThat(config.allowed()).isEmpty();
    assertThat(config.forwardProxy()).isEmpty();
    assertThat(config.connectTimeout()).hasSeconds(5);
    assertThat(config.silence()).hasSeconds(10);
    assertThat(config.timeLimit()).hasMinutes(5);
    assertThat(config.maxSize().asLongValue()).isEqualTo(1L << 30);
    assertThat(config.longestRetryAfter()).hasHours(1);
    assertThat(config.connections()).isEqualTo(128);
    assertThat(config.connectionsPerServer()).isEqualTo(8);
    assertThat(config.lookups()).isEqualTo(64);
    assertThat(config.userAgent()).isEqualTo("Offload-Fetch/1 (+https://offload.dev)");
  }

  @Test
  void addressesAreReadAsRanges() {
    FetchConfig config =
        TestConfig.of(
            FetchConfig.class, Map.of("offload.fetch.allowed-addresses", "127.0.0.0/8,::1/128"));

    assertThat(config.allowed())
        .extracting(AddressRange::toString)
        .containsExactly("127.0.0.0/8", "::1/128");
  }

  @Test
  void proxyIsShownItsCredentials() {
    FetchConfig config =
        TestConfig.of(
            FetchConfig.class,
            Map.of(
                "offload.fetch.proxy", "http://proxy.internal:3128",
                "offload.fetch.proxy-credentials", "a:b"));

    assertThat(config.forwardProxy())
        .contains(new ForwardProxy("proxy.internal", 3128, Optional.of("Basic YTpi")));
  }

  @Test
  void credentialsNeedAProxy() {
    FetchConfig config =
        TestConfig.of(FetchConfig.class, Map.of("offload.fetch.proxy-credentials", "a:b"));

    assertThatIllegalArgumentException()
        .isThrownBy(config::forwardProxy)
        .withMessageContaining("offload.fetch.proxy must be set");
  }

  @ParameterizedTest
  @CsvSource({
    "allowed-addresses, localhost, address range must be",
    "connect-timeout, soon, Invalid duration",
    "connect-timeout, 0s, must be",
    "silence, 0s, must be",
    "time-limit, 0s, must be",
    "longest-retry-after, -1s, must be",
    "connections, 0, must be",
    "connections-per-server, 0, must be",
    "lookups, 1001, must be",
    "proxy, proxy.internal:3128, a proxy must be http://",
    "proxy-credentials, secret, 'must be a name, a colon and a password'",
    "user-agent, ' ', must not be blank",
  })
  void wrongSettingIsRefused(String name, String value, String why) {
    assertThatException()
        .isThrownBy(() -> TestConfig.of(FetchConfig.class, Map.of("offload.fetch." + name, value)))
        .withMessageContaining(why);
  }
}
