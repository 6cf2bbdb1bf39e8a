package dev.offload.webhook;

import dev.offload.address.AddressRange;
import dev.offload.schemas.Require;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.hibernate.validator.constraints.time.DurationMin;

/// How webhooks are delivered.
@ConfigMapping(prefix = "offload.webhook")
public interface WebhookConfig {
  /// CIDR ranges that webhooks may go to although they are not public, such as `127.0.0.0/8`.
  Optional<List<@WithConverter(RangeConverter.class) AddressRange>> allowedAddresses();

  /// How long it may take to make a connection.
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /// How long a delivery may take, from the first packet until the answer has been read.
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration timeLimit();

  /// The longest wait that a receiver may ask for with `Retry-After`.
  @WithDefault("1h")
  @DurationMin
  Duration longestRetryAfter();

  /// How many connections are in use at once, to all receivers. Tenants have fair shares of them.
  @WithDefault("128")
  @Min(1)
  @Max(10_000)
  int connections();

  /// How many connections of one tenant are open at once to one address, whatever its names and
  /// ports.
  @WithDefault("16")
  @Min(1)
  @Max(10_000)
  int connectionsPerReceiver();

  /// How many names are looked up at once, each on its own thread. Tenants have fair shares of
  /// them.
  @WithDefault("64")
  @Min(1)
  @Max(1_000)
  int lookups();

  /// What to do about receivers that fail.
  Breaker breaker();

  /// When the circuit breaker of a receiver opens, and what happens then.
  interface Breaker {
    /// After this many time-outs in a row it opens.
    @WithDefault("3")
    @Min(1)
    @Max(1_000)
    int timeOuts();

    /// How many of the last results of an endpoint are looked at.
    @WithDefault("20")
    @Min(1)
    @Max(BreakerTerms.MAX_WINDOW)
    int window();

    /// How many results there must be before failures open it.
    @WithDefault("5")
    @Min(1)
    @Max(BreakerTerms.MAX_WINDOW)
    int leastResults();

    /// If this part of them or more are failures, it opens.
    @WithDefault("0.8")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax("1")
    double failureRatio();

    /// How long nothing is sent before one delivery tries the receiver again. After each further
    /// failure this is twice as long.
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration firstPause();

    /// The longest such pause.
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration longestPause();

    /// For this long deliveries wait for an open breaker without losing attempts. After that each
    /// pause costs them an attempt.
    @WithDefault("1h")
    @DurationMin
    Duration countsAfter();
  }

  /// An HTTP proxy that all deliveries go through, such as `http://proxy.internal:3128`. It is
  /// asked for addresses that were checked here, never for names.
  Optional<@WithConverter(ProxyConverter.class) ForwardProxy> proxy();

  /// The name and the password for the proxy, with a colon between them. What is refused is not
  /// repeated, since it may be right but for a slip.
  Optional<
          @Pattern(
              regexp = "[^:\\p{Cntrl}]+:\\P{Cntrl}*",
              message = "must be a name, a colon and a password, without control characters")
          String>
      proxyCredentials();

  /// What is measured.
  Metrics metrics();

  /// How many endpoints have metrics of their own. All others are measured together.
  interface Metrics {
    /// How many of each tenant.
    @WithDefault("50")
    @Min(0)
    @Max(10_000)
    int endpointsPerTenant();

    /// How many of all tenants together.
    @WithDefault("1000")
    @Min(0)
    @Max(100_000)
    int endpoints();
  }

  /// What receivers that are asked for their consent are told of who asks: a DNS name of this
  /// installation.
  @WithDefault("offload.dev")
  @Pattern(regexp = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
  String origin();

  /// The `User-Agent` of deliveries.
  @WithDefault("Offload-Webhooks/1 (+https://offload.dev)")
  @NotBlank
  String userAgent();

  /// The link in messages to Slack and Teams: a URL in which `{id}` stands for the id of the
  /// task or group. The default is no link.
  Optional<String> taskLink();

  default BreakerTerms breakerTerms() {
    return new BreakerTerms(
        breaker().timeOuts(),
        breaker().window(),
        breaker().leastResults(),
        breaker().failureRatio(),
        breaker().firstPause(),
        breaker().longestPause(),
        breaker().countsAfter(),
        connectTimeout().plus(timeLimit()).plusSeconds(5));
  }

  /// The proxy with what it is shown.
  ///
  /// @throws IllegalArgumentException if there are credentials and no proxy
  default Optional<ForwardProxy> forwardProxy() {
    Require.that(
        proxy().isPresent() || proxyCredentials().isEmpty(),
        "offload.webhook.proxy",
        "be set if offload.webhook.proxy-credentials is",
        "not set");
    return proxy().map(proxy -> proxy.with(proxyCredentials()));
  }

  default List<AddressRange> allowed() {
    return allowedAddresses().orElseGet(List::of);
  }

  /// Reads the address of a proxy, or says what is wrong with it.
  final class ProxyConverter implements Converter<ForwardProxy> {
    @Override
    public ForwardProxy convert(String text) {
      return ForwardProxy.parse(text);
    }
  }

  /// Reads a range, or says what is wrong with it.
  final class RangeConverter implements Converter<AddressRange> {
    @Override
    public AddressRange convert(String text) {
      return AddressRange.of(text);
    }
  }
}
