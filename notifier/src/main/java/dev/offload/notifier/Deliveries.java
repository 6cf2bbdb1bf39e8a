package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.notifier.MailPace.Turn;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.FormerId;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Decides who is told of a completion: one delivery task for each `notify` entry of the task or
/// group, and for each of the tenant's endpoints that want the event.
///
/// This is pure. Everything in a delivery follows from the completion, its id included, except the
/// time of a mail and the limit that an endpoint's deliveries share. A completion that is read
/// again gives the same tasks, and the lifecycle keeps the first of each id. Only what `told` has
/// is left out of what ordered endpoints got before.
record Deliveries(RetryPolicy retry, Told told) {
  /// `endpoints` are those of the tenant. `pace` gives the turn of each mail.
  List<SubmitTask> of(Completion completion, List<Endpoint> endpoints, Supplier<Turn> pace) {
    List<Notify> subscribers = completion.data().notifications();
    WebhookEvent event = WebhookEvent.of(completion);
    List<Endpoint> interested =
        endpoints.stream()
            .filter(one -> one.collects(completion.time()))
            .filter(one -> one.terms().wants(event.type(), completion.data().tags()))
            .toList();
    if (subscribers.isEmpty() && interested.isEmpty()) {
      return List.of();
    }
    JsonNode body = Json.MAPPER.valueToTree(event);
    return Stream.concat(
            IntStream.range(0, subscribers.size())
                .mapToObj(index -> delivery(completion, index, subscribers.get(index), body, pace)),
            interested.stream().flatMap(one -> deliveries(completion, one, event.type(), body)))
        .toList();
  }

  private Stream<SubmitTask> deliveries(
      Completion completion, Endpoint endpoint, String type, JsonNode event) {
    return endpoint.terms().isOrdered() && completion.data() instanceof PublicTask task
        ? new InOrder(retry, told).of(task, endpoint).stream()
        : Stream.of(delivery(completion, endpoint, type, event));
  }

  private SubmitTask delivery(
      Completion completion, Endpoint endpoint, String type, JsonNode event) {
    return endpoint.delivery(
        TaskId.derived(
            completion.tenant(), Delivery.TYPE, completion.id(), endpoint.id().toString()),
        new Endpoint.News(
            type,
            completion.data().subject().toString(),
            lineage(completion.data().subject()),
            event),
        retry,
        Timing.atOnce(completion.time()));
  }

  private SubmitTask delivery(
      Completion completion, int index, Notify subscriber, JsonNode event, Supplier<Turn> pace) {
    return switch (subscriber) {
      case Notify.Webhook(URI url) ->
          delivery(
              completion,
              index,
              Delivery.TYPE,
              Delivery.inputTo(url, event),
              Timing.atOnce(completion.time()));
      case Notify.Email(String address) ->
          delivery(
              completion,
              index,
              CompletionMail.TYPE,
              mail(address, event),
              timing(completion.time(), pace.get()));
    };
  }

  private SubmitTask delivery(
      Completion completion, int index, String type, JsonNode input, Timing timing) {
    String tenant = completion.tenant();
    return new SubmitTask(
        TaskId.derived(tenant, type, completion.id(), Integer.toString(index)),
        tenant,
        TaskSpec.of(type, type, input).retrying(retry),
        timing,
        lineage(completion.data().subject()),
        null,
        null);
  }

  static Lineage lineage(FormerId ended) {
    return switch (ended) {
      case TaskId task -> Lineage.sequel(task);
      case GroupId group -> new Lineage.Following(Origin.SYSTEM, group);
    };
  }

  /// A mail whose turn never comes is still a task, which shows that it has expired.
  static Timing timing(Instant createdAt, Turn turn) {
    return switch (turn) {
      case Turn.Now() -> Timing.atOnce(createdAt);
      case Turn.Later(Instant at) -> Timing.atOnce(createdAt).runAt(at);
      case Turn.Never(Instant at) -> new Timing(createdAt, at, createdAt);
    };
  }

  private static JsonNode mail(String to, JsonNode event) {
    return Json.MAPPER
        .createObjectNode()
        .set(CompletionMail.MEMBER, Json.MAPPER.valueToTree(new CompletionMail(to, event)));
  }
}
