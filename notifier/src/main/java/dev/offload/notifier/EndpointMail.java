package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The mail that tells the operator what has happened to an endpoint, and which endpoints of its
/// tenant are in trouble now. However many are asked for in a while, a tenant is worth one mail:
/// its mails have the same debounce key, so the last of them is sent, which knows of the others.
///
/// @param troubles the endpoints of the tenant that are in trouble, the latest first
record EndpointMail(EndpointNews news, List<Trouble> troubles) {
  private static final String DEBOUNCE_KEY = Debounce.RESERVED + "endpoints";

  /// How many endpoints are named. The others are counted.
  private static final int MOST_NAMED = 20;

  /// An endpoint that accepts nothing, or gets nothing because of its receiver.
  ///
  /// @param description that of its owner; null if there is none
  /// @param reason what was wrong; null if that is not known
  record Trouble(
      EndpointId endpoint, String description, State state, Instant since, String reason) {
    private static Trouble of(Endpoint endpoint, State state, Instant since, String reason) {
      return new Trouble(endpoint.id(), endpoint.terms().description(), state, since, reason);
    }
  }

  /// In which way an endpoint is in trouble.
  enum State {
    FAILING,
    DISABLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param endpoints those of the tenant, as they were before the news
  /// @param failing says why an active endpoint accepts nothing
  static EndpointMail of(
      EndpointNews news,
      List<Endpoint> endpoints,
      Function<Endpoint, Optional<EndpointFailing>> failing) {
    Stream<Trouble> others =
        endpoints.stream()
            .filter(one -> !one.id().equals(news.about().id()))
            .flatMap(one -> trouble(one, failing.apply(one)).stream());
    return new EndpointMail(
        news,
        Stream.concat(trouble(news).stream(), others)
            .sorted(Comparator.comparing(Trouble::since).reversed())
            .toList());
  }

  private static Optional<Trouble> trouble(EndpointNews news) {
    return switch (news.type()) {
      case EventPattern.FAILING ->
          Optional.of(Trouble.of(news.about(), State.FAILING, news.since(), news.reason()));
      case EventPattern.DISABLED ->
          Optional.of(Trouble.of(news.about(), State.DISABLED, news.since(), news.reason()));
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> trouble(Endpoint endpoint, Optional<EndpointFailing> failing) {
    if (endpoint.isActive()) {
      return failing.map(mark -> Trouble.of(endpoint, State.FAILING, mark.since(), mark.error()));
    }
    Endpoint.Disabled why = endpoint.disabled();
    return why.reason() == Endpoint.DisabledBy.OWNER
        ? Optional.empty()
        : Optional.of(Trouble.of(endpoint, State.DISABLED, why.since(), why.error()));
  }

  /// The task that sends it to `address`, which may get the mails of several tenants.
  ///
  /// @param every how much time is between two mails of a tenant at least
  SubmitTask to(String address, RetryPolicy retry, Instant now, Duration every) {
    JsonNode input =
        Json.MAPPER
            .createObjectNode()
            .set(
                CompletionMail.MEMBER,
                Json.MAPPER.valueToTree(new CompletionMail(address, event())));
    String tenant = news.about().tenant();
    return new SubmitTask(
        TaskId.derived(tenant, CompletionMail.TYPE, news.told(), address),
        tenant,
        TaskSpec.of(CompletionMail.TYPE, CompletionMail.TYPE, input).retrying(retry),
        new Timing(now, null, null, new Debounce(DEBOUNCE_KEY, every, every)),
        new Lineage.Root(Origin.SYSTEM),
        null,
        null);
  }

  /// The event that other endpoints are told, with what the operator is told in addition.
  private ObjectNode event() {
    ObjectNode event = Json.MAPPER.valueToTree(news.event());
    List<Trouble> named = troubles.stream().limit(MOST_NAMED).toList();
    ObjectNode data = event.withObject("data");
    data.put("tenant", news.about().tenant());
    data.put("failing", count(State.FAILING));
    data.put("disabled", count(State.DISABLED));
    data.set("troubles", Json.MAPPER.valueToTree(named.stream().map(EndpointMail::told).toList()));
    data.put("more", troubles.size() - named.size());
    return event;
  }

  private static ObjectNode told(Trouble trouble) {
    return Json.MAPPER
        .createObjectNode()
        .put("endpoint", trouble.endpoint().toString())
        .put("description", trouble.description())
        .put("state", trouble.state().toString())
        .put("since", trouble.since().toString())
        .put("reason", trouble.reason());
  }

  private long count(State state) {
    return troubles.stream().filter(one -> one.state() == state).count();
  }
}
