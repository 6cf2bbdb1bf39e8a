package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
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

  /// The member of the input that has the id of the delivery that this one repeats.
  String ORIGINAL = "original";

  /// The body of the webhook.
  JsonNode event();

  /// The `webhook-id`, if `delivery` is the task that sends it. A delivery that repeats another one
  /// has that of the other.
  default TaskId webhookId(TaskId delivery) {
    return switch (this) {
      case ToUrl _ -> delivery;
      case ToEndpoint to -> to.original() == null ? delivery : to.original();
    };
  }

  /// A delivery to a URL that the task itself named.
  record ToUrl(OutsideUrl url, JsonNode event) implements Delivery {
    public ToUrl {
      Require.present(url, URL);
      Require.present(event, EVENT);
    }
  }

  /// A delivery to an endpoint. Its URL, headers and secret are those at the time of each attempt.
  ///
  /// @param original the delivery that it repeats; null if it repeats none
  record ToEndpoint(EndpointId endpoint, JsonNode event, TaskId original) implements Delivery {
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
  ///
  /// @param original the delivery that it repeats; null if it repeats none
  static JsonNode inputTo(EndpointId endpoint, JsonNode event, TaskId original) {
    ObjectNode input = Json.MAPPER.createObjectNode().put(ENDPOINT, endpoint.toString());
    if (original != null) {
      input.put(ORIGINAL, original.toString());
    }
    return input.set(EVENT, event);
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
      @JsonProperty(EVENT) JsonNode event,
      @JsonProperty(ORIGINAL) TaskId original) {
    Require.that(
        (url == null) != (endpoint == null),
        "delivery",
        "name a URL or an endpoint",
        "none or both");
    return url == null ? new ToEndpoint(endpoint, event, original) : new ToUrl(url, event);
  }
}
