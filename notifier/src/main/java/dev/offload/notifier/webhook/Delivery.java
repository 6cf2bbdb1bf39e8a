package dev.offload.notifier.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.net.URI;

/// The input of a task of type `webhook`: where to, and the body.
public record Delivery(URI url, JsonNode event) {
  /// The type and the queue of delivery tasks.
  public static final String TYPE = "webhook";

  private static final int HIGHEST_PORT = 65_535;

  public Delivery {
    Require.present(url, "url");
    Require.present(event, "event");
    boolean isHttp =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    Require.that(isHttp, "url", "be http or https", url.getScheme());
    Require.present(url.getHost(), "host of url");
    Require.that(url.getRawUserInfo() == null, "url", "carry no credentials", "some");
    Require.that(url.getPort() <= HIGHEST_PORT, "port of url", "be at most 65535", url.getPort());
  }
}
