package dev.offload.webhook;

import dev.offload.address.AddressRange;
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

  /// How many connections are open at once, to all receivers. Tenants have fair shares of them.
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

  /// What to do about receivers that do not answer.
  Silence silence();

  /// When a receiver counts as silent, and what happens then.
  interface Silence {
    /// After this many time-outs in a row a receiver counts as silent.
    @WithDefault("3")
    @Min(1)
    @Max(1_000)
    int timeOuts();

    /// How long nothing is sent to a silent receiver before one delivery tries it again. After each
    /// further time-out this is twice as long.
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration firstPause();

    /// The longest such pause.
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration longestPause();

    /// For this long a receiver's deliveries wait for it without losing attempts. After that each
    /// pause costs them an attempt.
    @WithDefault("1h")
    @DurationMin
    Duration countsAfter();
  }

  /// The `User-Agent` of deliveries.
  @WithDefault("Offload-Webhooks/1 (+https://offload.dev)")
  @NotBlank
  String userAgent();

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

  /// Reads a range, or says what is wrong with it.
  final class RangeConverter implements Converter<AddressRange> {
    @Override
    public AddressRange convert(String text) {
      return AddressRange.of(text);
    }
  }
}
