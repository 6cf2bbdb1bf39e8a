package dev.offload.ingest.origin;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/// The pages of other origins that may call the API from a browser.
@ConfigMapping(prefix = "offload.http.cors")
public interface OriginsConfig {

  /// Their origins as browsers write them, such as `https://shop.example`. Without any, no page of
  /// another origin can read an answer.
  Optional<
          List<
              @Pattern(
                  regexp = "https?://([a-z0-9-]+(\\.[a-z0-9-]+)*|\\[[0-9a-f:]+])(:[0-9]{1,5})?",
                  message =
                      "must be an origin as browsers write it: http:// or https://, the host in"
                          + " small letters, a port if it is not the usual one, and nothing more")
              String>>
      origins();
}
