package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;

/// A delivery: the input of a system task of type `webhook`, which posts `event`. On the wire, the
/// member beside it says where.
public sealed interface Delivery {
  /// The type and the queue of delivery tasks.
  String TYPE = "webhook";

  /// The member of the input that has the URL.
  String URL = "url";

  /// The member of the input that has the id of an endpoint.
  String ENDPOINT = "endpoint";

  /// The member of the input that has the body of the webhook.
  String EVENT = "event";

  /// The body of the webhook.
  JsonNode event();

  /// A delivery to a URL that the task itself named.
  record ToUrl(WebhookUrl url, JsonNode event) implements Delivery {
    public ToUrl {
      Require.present(url, URL);
      Require.present(event, EVENT);
    }
  }

  /// A delivery to an endpoint. Its URL, headers and secret are those at the time of each attempt.
  record ToEndpoint(EndpointId endpoint, JsonNode event) implements Delivery {
    public ToEndpoint {
      Require.present(endpoint, ENDPOINT);
      Require.present(event, EVENT);
    }
  }

  /// The kind of the member that is present.
  @JsonCreator
  static Delivery of(
      @JsonProperty(URL) WebhookUrl url,
      @JsonProperty(ENDPOINT) EndpointId endpoint,
      @JsonProperty(EVENT) JsonNode event) {
    Require.that(
        (url == null) != (endpoint == null),
        "delivery",
        "name a URL or an endpoint",
        "none or both");
    return url == null ? new ToEndpoint(endpoint, event) : new ToUrl(url, event);
  }
}
