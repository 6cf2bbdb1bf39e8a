package dev.offload.fetch;

import dev.offload.address.ForwardProxy;
import dev.offload.address.OutsideConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// How files are fetched from URLs.
@ConfigMapping(prefix = "offload.fetch")
public interface FetchConfig extends OutsideConfig {
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

  /// How many connections of one tenant are open at once to one address, whatever its names and
  /// ports.
  @WithDefault("8")
  @Min(1)
  @Max(10_000)
  int connectionsPerServer();

  /// The `User-Agent` that servers see.
  @WithDefault("Offload-Fetch/1 (+https://offload.dev)")
  @NotBlank
  String userAgent();

  /// The proxy, with its credentials.
  ///
  /// @throws IllegalArgumentException if there are credentials and no proxy
  default Optional<ForwardProxy> forwardProxy() {
    return ForwardProxy.of(this, "offload.fetch");
  }
}
