package dev.offload.notifier.webhook;

import dev.offload.notifier.address.AddressRange;
import dev.offload.schemas.task.RetryPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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

  /// How long making a connection may take.
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /// How long a delivery may take, from the first packet to the last of the answer that is read.
  @WithDefault("20s")
  @DurationMin(millis = 1)
  Duration timeLimit();

  /// The longest wait that a receiver may ask for with `Retry-After`.
  @WithDefault("1h")
  @DurationMin
  Duration longestRetryAfter();

  /// Connections open at once, to all receivers together. Tenants have fair shares of them.
  @WithDefault("128")
  @Min(1)
  @Max(10_000)
  int connections();

  /// Connections of one tenant open at once to one address, under whatever names and ports.
  @WithDefault("16")
  @Min(1)
  @Max(10_000)
  int connectionsPerReceiver();

  /// Names looked up at once, each on a thread of its own. Tenants have fair shares of them.
  @WithDefault("64")
  @Min(1)
  @Max(1_000)
  int lookups();

  /// What is done about receivers that let deliveries wait in vain.
  Silence silence();

  /// When a receiver counts as silent and how it is spared then.
  interface Silence {
    /// So many time-outs in a row make a receiver silent.
    @WithDefault("3")
    @Min(1)
    @Max(1_000)
    int timeOuts();

    /// How long a silent receiver is spared before one delivery tries it again; after each further
    /// time-out twice as long.
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration firstPause();

    /// The longest such pause.
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration longestPause();

    /// While a receiver has been silent for less, its deliveries wait without losing attempts; then
    /// each pause costs one.
    @WithDefault("1h")
    @DurationMin
    Duration countsAfter();
  }

  /// How deliveries introduce themselves.
  @WithDefault("Offload-Webhooks/1 (+https://offload.dev)")
  @NotBlank
  String userAgent();

  /// When and how often a failed delivery is tried again.
  Retry retry();

  /// A [RetryPolicy] as configuration.
  interface Retry {
    @WithDefault("10")
    int maxAttempts();

    @WithDefault("5s")
    Duration firstDelay();

    @WithDefault("4")
    double factor();

    @WithDefault("8h")
    Duration maxDelay();

    @WithDefault("full")
    RetryPolicy.Jitter jitter();

    default RetryPolicy policy() {
      return new RetryPolicy(maxAttempts(), firstDelay(), factor(), maxDelay(), jitter());
    }
  }

  default SilenceTerms silenceTerms() {
    return new SilenceTerms(
        silence().timeOuts(),
        silence().firstPause(),
        silence().longestPause(),
        silence().countsAfter(),
        connectTimeout().plus(timeLimit()).plusSeconds(5));
  }

  default List<AddressRange> allowed() {
    return allowedAddresses().orElseGet(List::of);
  }

  /// Reads a range, and says what is wrong with one that is none.
  final class RangeConverter implements Converter<AddressRange> {
    @Override
    public AddressRange convert(String text) {
      return AddressRange.of(text);
    }
  }
}
