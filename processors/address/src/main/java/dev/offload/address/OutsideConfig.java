package dev.offload.address;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.hibernate.validator.constraints.time.DurationMin;

/// How connections are made to servers that tenants have named.
public interface OutsideConfig {
  /// CIDR ranges that may be connected to although they are not public, such as `10.1.0.0/16`.
  /// Tenants reach whatever is there.
  Optional<List<@WithConverter(RangeConverter.class) AddressRange>> allowedAddresses();

  /// How long it may take to make a connection.
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /// The longest wait that a server may ask for with `Retry-After`.
  @WithDefault("1h")
  @DurationMin
  Duration longestRetryAfter();

  /// How many connections are in use at once, to all servers. Tenants have fair shares of them.
  @WithDefault("128")
  @Min(1)
  @Max(10_000)
  int connections();

  /// How many names are looked up at once, each on its own thread. Tenants have fair shares of
  /// them.
  @WithDefault("64")
  @Min(1)
  @Max(1_000)
  int lookups();

  /// An HTTP proxy that all connections go through, such as `http://proxy.internal:3128`. It
  /// is given addresses that were checked here, never names.
  Optional<@WithConverter(ProxyConverter.class) ForwardProxy> proxy();

  /// The name and the password for the proxy, with a colon between them. A value that is
  /// refused is not repeated in the error, since it may be a password with a typing mistake.
  Optional<
          @Pattern(
              regexp = "[^:\\p{Cntrl}]+:\\P{Cntrl}*",
              message = "must be a name, a colon and a password, without control characters")
          String>
      proxyCredentials();

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
