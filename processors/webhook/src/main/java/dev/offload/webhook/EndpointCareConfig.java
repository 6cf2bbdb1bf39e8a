package dev.offload.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// What happens to endpoints that fail.
@ConfigMapping(prefix = "offload.endpoints")
public interface EndpointCareConfig {
  /// An endpoint that has accepted nothing for this long is disabled.
  @WithDefault("120h")
  @DurationMin(seconds = 1)
  Duration disableAfter();

  default EndpointCare care() {
    return new EndpointCare(disableAfter());
  }
}
