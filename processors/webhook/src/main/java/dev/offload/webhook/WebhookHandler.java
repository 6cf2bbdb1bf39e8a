package dev.offload.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.schemas.task.Answer;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.Destinations.Destination;
import dev.offload.webhook.SignedWebhook.Message;
import dev.offload.webhook.SilentReceivers.Advice;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers one webhook: signs its body with the secret of the tenant or of the endpoint, and
/// posts it.
///
/// A repeated attempt sends the same body with the same `webhook-id`, so a receiver can recognise
/// it.
@ApplicationScoped
public class WebhookHandler implements TaskHandler {
  private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
  private static final int GONE = 410;
  private static final Duration UNTIL_ENDPOINTS_ARE_READ = Duration.ofSeconds(10);

  private final WebhookSender sender;
  private final SilentReceivers silent;
  private final Destinations destinations;
  private final EndpointSource endpoints;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;

  @Inject
  WebhookHandler(
      WebhookConfig config, SecretsConfig secrets, EndpointSource endpoints, MeterRegistry meters) {
    this(
        new WebhookSender(
            config,
            SystemDefaultDnsResolver.INSTANCE,
            SSLContexts.createDefault(),
            InstantSource.system()),
        new SilentReceivers(config.silenceTerms(), new SplittableRandom()),
        new Destinations(secrets.tenantSecrets(), endpoints, secrets.sealer()),
        endpoints,
        new DeliveryMetrics(meters));
  }

  WebhookHandler(
      WebhookSender sender,
      SilentReceivers silent,
      Destinations destinations,
      EndpointSource endpoints,
      DeliveryMetrics metrics) {
    this.sender = sender;
    this.silent = silent;
    this.destinations = destinations;
    this.endpoints = endpoints;
    this.metrics = metrics;
    this.clock = InstantSource.system();
  }

  @Override
  public String type() {
    return Delivery.TYPE;
  }

  @Override
  public Load load() {
    return Load.WAITING;
  }

  /// A delivery that is to fail unsent has to run too, so that its attempt counts.
  @Override
  public Optional<Duration> untilRoom(String tenant, JsonNode input) {
    return destinations.url(tenant, input).flatMap(url -> untilRoom(tenant, url));
  }

  private Optional<Duration> untilRoom(String tenant, WebhookUrl url) {
    return switch (silent.foresee(receiver(tenant, url), System.nanoTime())) {
      case Advice.Go() -> untilConnection(tenant, url);
      case Advice.Wait(Duration length) -> {
        metrics.countSpared();
        yield Optional.of(length);
      }
      case Advice.Fail _ -> Optional.empty();
    };
  }

  private Optional<Duration> untilConnection(String tenant, WebhookUrl url) {
    Optional<Duration> wait = sender.untilRoom(tenant, url);
    wait.ifPresent(pause -> metrics.count(new Busy(pause)));
    return wait;
  }

  @Override
  public Outcome handle(TaskContext task) throws JsonProcessingException, InterruptedException {
    Delivery delivery = task.input(Delivery.class);
    return switch (destinations.of(task.tenant(), delivery, clock.instant())) {
      case Destination.Open open -> handle(task, delivery, open);
      case Destination.Closed(String code, String message) -> {
        metrics.countClosed();
        yield Outcome.failedForGood(code, message);
      }
      case Destination.Unread() -> Outcome.snoozed(UNTIL_ENDPOINTS_ARE_READ);
    };
  }

  private Outcome handle(TaskContext task, Delivery delivery, Destination.Open destination)
      throws JsonProcessingException, InterruptedException {
    String receiver = receiver(task.tenant(), destination.url());
    return switch (silent.ask(receiver, System.nanoTime())) {
      case Advice.Go() -> outcome(sent(task, delivery, destination, receiver));
      case Advice.Wait(Duration length) -> {
        metrics.countSpared();
        yield Outcome.snoozed(length);
      }
      case Advice.Fail(Duration length) -> {
        metrics.countSpared();
        yield Outcome.failedFor(
            "unreachable",
            "nothing was sent: the receiver has not answered for a long time",
            length);
      }
    };
  }

  private static String receiver(String tenant, WebhookUrl url) {
    return "%s %s:%d".formatted(tenant, url.host(), url.effectivePort());
  }

  private DeliveryOutcome sent(
      TaskContext task, Delivery delivery, Destination.Open destination, String receiver)
      throws JsonProcessingException, InterruptedException {
    Message message =
        new Message(
            task.taskId().toString(),
            clock.instant(),
            Json.MAPPER.writeValueAsString(delivery.event()));
    DeliveryOutcome outcome =
        sender.send(
            task.tenant(),
            SignedWebhook.sign(
                destination.url(), destination.headers(), message, destination.secrets()));
    metrics.count(outcome);
    learn(receiver, outcome);
    if (outcome instanceof Refused(var answer, _)
        && answer.status() == GONE
        && destination.endpoint().isPresent()) {
      endpoints.gone(destination.endpoint().get(), clock.instant());
    }
    return outcome;
  }

  private void learn(String receiver, DeliveryOutcome outcome) {
    switch (outcome) {
      case Unreachable(Reason reason) when reason.isSilence() ->
          silent.timedOut(receiver, System.nanoTime());
      case Delivered _, Refused _, Unreachable _, Forbidden _ -> silent.answered(receiver);
      case Busy _ -> silent.untried(receiver);
    }
    if (outcome instanceof Forbidden(var rule)) {
      log.info("webhook not sent, its receiver has an address in {}", rule);
    }
  }

  @PreDestroy
  void close() throws IOException {
    sender.close();
  }

  static Outcome outcome(DeliveryOutcome outcome) {
    return switch (outcome) {
      case Delivered(Answer answer, Duration took) -> Outcome.succeeded(result(answer, took));
      case Refused refused -> failed(refused);
      case Unreachable(var reason) -> Outcome.failed("unreachable", reason.toString());
      // Which range it is in would tell the tenant what our network looks like.
      case Forbidden _ ->
          Outcome.failedForGood(
              "address-not-allowed",
              "nothing was sent: the URL leads to an address that is not allowed");
      case Busy(Duration pause) -> Outcome.snoozed(pause);
    };
  }

  private static Outcome failed(Refused refused) {
    Answer answer = refused.answer();
    int status = answer.status();
    if (status == GONE) {
      return new Outcome.Failed(
          "gone", "the receiver answered 410: it wants no more webhooks", true, null, answer);
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Failed(
          "redirected",
          "the receiver answered %d: redirects are not followed, so use the final URL"
              .formatted(status),
          false,
          null,
          answer);
    }
    return new Outcome.Failed(
        "refused",
        "the receiver answered %d: only 200 to 299 is success".formatted(status),
        false,
        refused.retryAfter().orElse(null),
        answer);
  }

  private static JsonNode result(Answer answer, Duration took) {
    ObjectNode result = Json.MAPPER.valueToTree(answer);
    return result.put("durationMs", took.toMillis());
  }
}
