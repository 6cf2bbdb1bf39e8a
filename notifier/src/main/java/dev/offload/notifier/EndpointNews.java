package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointEvent;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;

/// Something that a tenant's other endpoints are told of an endpoint, and perhaps the operator.
///
/// @param type such as `endpoint.failing`
/// @param since since when the endpoint accepts nothing, or is disabled
/// @param reason null if there is none
/// @param occasion what makes it the same news, and so the same delivery, if it is told twice
record EndpointNews(
    Endpoint about, String type, Instant at, Instant since, String reason, String occasion) {
  /// One task for each of `endpoints` that wants it.
  List<SubmitTask> deliveries(List<Endpoint> endpoints, RetryPolicy retry) {
    JsonNode body = Json.MAPPER.valueToTree(event());
    return endpoints.stream()
        .filter(Endpoint::isActive)
        .filter(other -> !other.id().equals(about.id()))
        .filter(other -> other.terms().wants(type, List.of()))
        .map(other -> delivery(other, body, retry))
        .toList();
  }

  EndpointEvent event() {
    return new EndpointEvent(
        type, at, new EndpointEvent.Notice(about.id(), about.terms().description(), since, reason));
  }

  /// What makes it the same news if it is told twice.
  String told() {
    return "%s %s %s".formatted(about.id(), type, occasion);
  }

  private SubmitTask delivery(Endpoint other, JsonNode body, RetryPolicy retry) {
    return other.delivery(
        TaskId.derived(about.tenant(), Delivery.TYPE, told(), other.id().toString()),
        new Endpoint.News(type, about.id().toString(), new Lineage.Root(Origin.SYSTEM), body),
        retry,
        Timing.atOnce(at));
  }
}
