package dev.offload.webhook;

import dev.offload.address.ForwardProxy;
import dev.offload.address.OutsideConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// How webhooks are delivered.
@ConfigMapping(prefix = "offload.webhook")
public interface WebhookConfig extends OutsideConfig {
  /// How long a delivery may take, from the first packet until the answer has been read.
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration timeLimit();

  /// How many connections of one tenant are open at once to one address, whatever its names and
  /// ports.
  @WithDefault("16")
  @Min(1)
  @Max(10_000)
  int connectionsPerReceiver();

  /// What to do about receivers that fail.
  Breaker breaker();

  /// When the circuit breaker of a receiver opens, and what happens then.
  interface Breaker {
    /// How many time-outs in a row open it.
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

    /// The share of failures among the last results that opens it.
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

    /// How long deliveries wait for an open breaker without losing attempts. After that each
    /// attempt that is due counts as a failed one.
    @WithDefault("1h")
    @DurationMin
    Duration countsAfter();
  }

  /// The metrics of endpoints.
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

  /// The DNS name with which this installation introduces itself to receivers that it asks for
  /// their consent.
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

  /// The proxy, with its credentials.
  ///
  /// @throws IllegalArgumentException if there are credentials and no proxy
  default Optional<ForwardProxy> forwardProxy() {
    return ForwardProxy.of(this, "offload.webhook");
  }
}
