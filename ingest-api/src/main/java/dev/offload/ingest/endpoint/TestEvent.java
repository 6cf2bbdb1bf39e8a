package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointEvent;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// The test event, with which an owner sees whether an endpoint gets its events. It is sent
/// once.
final class TestEvent {
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, RetryPolicy.Jitter.NONE);

  private TestEvent() {}

  /// The task that sends it.
  static SubmitTask deliveryTo(Endpoint endpoint, Instant now) {
    JsonNode event =
        Json.MAPPER.valueToTree(
            new EndpointEvent(
                EventPattern.TEST,
                now,
                new EndpointEvent.Notice(
                    endpoint.id(), endpoint.terms().description(), null, null)));
    return endpoint.delivery(
        TaskId.fresh(now),
        new Endpoint.News(EventPattern.TEST, null, new Lineage.Root(Origin.SYSTEM), event),
        ONCE,
        Timing.atOnce(now));
  }
}
