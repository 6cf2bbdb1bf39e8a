package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import java.net.URI;
import java.util.Optional;

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
  record ToUrl(OutsideUrl url, JsonNode event) implements Delivery {
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

  /// Where an input says that its event is to go.
  sealed interface Target {
    record Url(OutsideUrl url) implements Target {}

    record Endpoint(EndpointId endpoint) implements Target {}
  }

  /// The input of a delivery to a URL as a task has named it. Whether anything can be sent there
  /// is found out when the delivery runs.
  static JsonNode inputTo(URI url, JsonNode event) {
    return Json.MAPPER.createObjectNode().put(URL, url.toString()).set(EVENT, event);
  }

  /// The input of a delivery to an endpoint.
  static JsonNode inputTo(EndpointId endpoint, JsonNode event) {
    return Json.MAPPER.createObjectNode().put(ENDPOINT, endpoint.toString()).set(EVENT, event);
  }

  /// Where the event of an input is to go; empty if it can go nowhere. The event is not read.
  static Optional<Target> target(JsonNode input) {
    if (input.has(ENDPOINT)) {
      return EndpointId.tryParse(input.path(ENDPOINT).asText()).map(Target.Endpoint::new);
    }
    return OutsideUrl.read(input.path(URL).asText()) instanceof ParsedUrl.Valid(OutsideUrl url)
        ? Optional.of(new Target.Url(url))
        : Optional.empty();
  }

  /// The kind of the member that is present.
  @JsonCreator
  static Delivery of(
      @JsonProperty(URL) OutsideUrl url,
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
