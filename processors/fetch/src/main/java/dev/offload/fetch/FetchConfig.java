package dev.offload.fetch;

import dev.offload.address.AddressRange;
import dev.offload.address.ForwardProxy;
import dev.offload.schemas.Require;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.hibernate.validator.constraints.time.DurationMin;

/// How files are fetched from URLs.
@ConfigMapping(prefix = "offload.fetch")
public interface FetchConfig {
  /// CIDR ranges that may be fetched from although they are not public, such as `10.1.0.0/16`. A
  /// tenant can read what servers there answer.
  Optional<List<@WithConverter(RangeConverter.class) AddressRange>> allowedAddresses();

  /// How long it may take to make a connection.
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /// How long a server may send nothing before it is given up.
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration silence();

  /// How long a fetch may take, redirects included.
  @WithDefault("5M")
  @DurationMin(millis = 1)
  Duration timeLimit();

  /// How large a file may be, decompressed. Tasks that read the file have limits of their own.
  @WithDefault("1G")
  MemorySize maxSize();

  /// The longest wait that a server may ask for with `Retry-After`.
  @WithDefault("1h")
  @DurationMin
  Duration longestRetryAfter();

  /// How many connections are open at once, to all servers. Tenants have fair shares of them.
  @WithDefault("128")
  @Min(1)
  @Max(10_000)
  int connections();

  /// How many connections of one tenant are open at once to one address, whatever its names and
  /// ports.
  @WithDefault("8")
  @Min(1)
  @Max(10_000)
  int connectionsPerServer();

  /// How many names are looked up at once, each on its own thread. Tenants have fair shares of
  /// them.
  @WithDefault("64")
  @Min(1)
  @Max(1_000)
  int lookups();

  /// An HTTP proxy that all connections go through, such as `http://proxy.internal:3128`. It is
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

  /// The `User-Agent` that servers see.
  @WithDefault("Offload-Fetch/1 (+https://offload.dev)")
  @NotBlank
  String userAgent();

  /// The proxy with what it is shown.
  ///
  /// @throws IllegalArgumentException if there are credentials and no proxy
  default Optional<ForwardProxy> forwardProxy() {
    Require.that(
        proxy().isPresent() || proxyCredentials().isEmpty(),
        "offload.fetch.proxy",
        "be set if offload.fetch.proxy-credentials is",
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
