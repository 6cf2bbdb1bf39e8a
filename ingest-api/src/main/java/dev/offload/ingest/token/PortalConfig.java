package dev.offload.ingest.token;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// Where customers reach the portal.
@ConfigMapping(prefix = "offload.portal")
public interface PortalConfig {

  /// The address of the API as browsers of customers reach it, such as `https://hooks.example/`.
  /// Without it, links have the address at which the API was asked for them.
  Optional<URI> url();
}
