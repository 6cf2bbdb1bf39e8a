package dev.offload.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Completion;
import dev.offload.secrets.EncryptionConfig;
import dev.offload.webhook.Breakers.Advice;
import dev.offload.webhook.Breakers.Failure;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Reason;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.DeliveryOutcome.Untried;
import dev.offload.webhook.Destinations.Destination;
import dev.offload.webhook.EndpointCare.Finding;
import dev.offload.webhook.SignedWebhook.Message;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
  private static final Duration UNTIL_ENDPOINTS_ARE_READ = Duration.ofSeconds(10);

  /// How long it takes until the limit that a receiver wants is known everywhere.
  private static final Duration UNTIL_CONSENT_COUNTS = Duration.ofSeconds(2);

  private final WebhookSender sender;
  private final Breakers breakers;
  private final Destinations destinations;
  private final EndpointSource endpoints;
  private final EndpointCare care;
  private final Formats formats;
  private final Handshake handshake;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;

  @Inject
  WebhookHandler(
      WebhookConfig config,
      SecretsConfig secrets,
      EncryptionConfig encryption,
      EndpointCareConfig care,
      EndpointSource endpoints,
      @ConfigProperty(name = "offload.instance", defaultValue = "default") String instance,
      MeterRegistry meters) {
    this(
        new WebhookSender(
            config,
            SystemDefaultDnsResolver.INSTANCE,
            SSLContexts.createDefault(),
            InstantSource.system()),
        new Breakers(config.breakerTerms(), new SplittableRandom()),
        new Destinations(secrets.tenantSecrets(), endpoints, encryption.encrypter()),
        endpoints,
        care.care(),
        new Formats(Completion.source(instance), config.taskLink()),
        config.origin(),
        new DeliveryMetrics(
            meters,
            new EndpointMetrics(
                meters, config.metrics().endpointsPerTenant(), config.metrics().endpoints()),
            endpoints));
  }

  WebhookHandler(
      WebhookSender sender,
      Breakers breakers,
      Destinations destinations,
      EndpointSource endpoints,
      EndpointCare care,
      Formats formats,
      String origin,
      DeliveryMetrics metrics) {
    this.sender = sender;
    this.breakers = breakers;
    metrics.watch(breakers);
    this.destinations = destinations;
    this.endpoints = endpoints;
    this.care = care;
    this.formats = formats;
    this.metrics = metrics;
    this.clock = InstantSource.system();
    this.handshake = new Handshake(sender, endpoints, origin, clock);
  }

  @Override
  public String type() {
    return Delivery.TYPE;
  }

  @Override
  public Load load() {
    return Load.WAITING;
  }

  /// A delivery that will fail unsent has to run as well, so that its attempt counts.
  @Override
  public Optional<Duration> untilRoom(String tenant, JsonNode input) {
    return destinations.addressee(tenant, input).flatMap(one -> untilRoom(tenant, one));
  }

  private Optional<Duration> untilRoom(String tenant, Addressee addressee) {
    return switch (breakers.foresee(addressee.breaker(), System.nanoTime())) {
      case Advice.Go() -> untilConnection(tenant, addressee);
      case Advice.Wait(Duration length) -> {
        metrics.countSpared();
        yield Optional.of(length);
      }
      case Advice.Fail _ -> Optional.empty();
    };
  }

  private Optional<Duration> untilConnection(String tenant, Addressee addressee) {
    Optional<Untried> wait = sender.untilRoom(tenant, addressee);
    wait.ifPresent(metrics::count);
    return wait.map(Untried::pause);
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
      throws InterruptedException {
    BreakerKey breaker = destination.addressee(task.tenant()).breaker();
    return switch (breakers.ask(breaker, System.nanoTime())) {
      case Advice.Go() -> outcome(shown(destination, tried(task, delivery, destination, breaker)));
      case Advice.Wait(Duration length) -> {
        metrics.countSpared();
        yield Outcome.snoozed(length);
      }
      case Advice.Fail(Duration length) -> {
        metrics.countSpared();
        yield Outcome.failedFor(
            "unreachable",
            "nothing was sent: the receiver has accepted nothing for a long time",
            length);
      }
    };
  }

  /// What a receiver answers is kept for the owner of the endpoint, and of no other receiver.
  private static DeliveryOutcome shown(Destination.Open destination, DeliveryOutcome outcome) {
    return destination.endpoint().isPresent() ? outcome : outcome.withoutBody();
  }

  private DeliveryOutcome tried(
      TaskContext task, Delivery delivery, Destination.Open destination, BreakerKey breaker)
      throws InterruptedException {
    return destination.endpoint().isPresent() && handshake.isNeeded(destination.endpoint().get())
        ? asked(destination, destination.endpoint().get(), breaker)
        : sent(task, delivery, destination, breaker);
  }

  private DeliveryOutcome asked(Destination.Open destination, Endpoint endpoint, BreakerKey breaker)
      throws InterruptedException {
    DeliveryOutcome outcome = handshake.ask(destination, endpoint);
    metrics.count(outcome);
    careFor(endpoint, outcome, learn(breaker, true, outcome));
    return outcome;
  }

  private DeliveryOutcome sent(
      TaskContext task, Delivery delivery, Destination.Open destination, BreakerKey breaker)
      throws InterruptedException {
    String webhookId = delivery.webhookId(task.taskId()).toString();
    Message message =
        new Message(
            webhookId,
            clock.instant(),
            formats.write(destination.format(), webhookId, delivery.event()));
    long begin = System.nanoTime();
    DeliveryOutcome outcome =
        sender.send(
            task.tenant(),
            breaker,
            SignedWebhook.sign(
                destination.url(), handshake.headers(destination), message, destination.secrets()),
            destination.tls());
    metrics.count(outcome);
    if (outcome instanceof Forbidden(var rule)) {
      log.info("webhook not sent, its receiver has an address in {}", rule);
    }
    Optional<Instant> openSince = learn(breaker, destination.endpoint().isPresent(), outcome);
    if (destination.endpoint().isPresent()) {
      Endpoint endpoint = destination.endpoint().get();
      metrics.count(endpoint, outcome, Duration.ofNanos(System.nanoTime() - begin));
      careFor(endpoint, outcome, openSince);
    }
    return outcome;
  }

  /// Tells the breaker how it went. If one URL of a receiver refuses a delivery, its other
  /// URLs may not, so for a receiver only silence counts. An endpoint has one URL, so for it
  /// every failure counts.
  ///
  /// @return since when the breaker is open, if it stays open because a try has failed
  private Optional<Instant> learn(BreakerKey breaker, boolean isEndpoint, DeliveryOutcome outcome) {
    boolean isSilence = outcome instanceof Unreachable(Reason reason) && reason.isSilence();
    switch (outcome) {
      case Untried _, RefusedByProxy _, Consented _ -> breakers.untried(breaker);
      case Delivered _ -> breakers.succeeded(breaker, System.nanoTime());
      case Refused refused when isEndpoint && refused.wantsLess() -> {
        return breakers
            .asksForPause(breaker, refused.retryAfter(), System.nanoTime())
            .map(this::instant);
      }
      case Refused _, Unreachable _, Forbidden _, Declined _ -> {
        if (isEndpoint || isSilence) {
          Failure how = isSilence ? Failure.TIME_OUT : Failure.OTHER;
          return breakers.failed(breaker, how, System.nanoTime()).map(this::instant);
        }
        breakers.succeeded(breaker, System.nanoTime());
      }
    }
    return Optional.empty();
  }

  /// A moment of the monotonic clock as a time.
  private Instant instant(long nanos) {
    return clock.instant().minusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.SECONDS);
  }

  private void careFor(Endpoint endpoint, DeliveryOutcome outcome, Optional<Instant> openSince)
      throws InterruptedException {
    Instant now = clock.instant();
    switch (care.of(outcome, endpoints.failing(endpoint), openSince, now)) {
      case Finding.Nothing() -> {
        // The endpoint stays as it is.
      }
      case Finding.Fails(Instant since, String error) -> endpoints.fails(endpoint, since, error);
      case Finding.Recovered(EndpointFailing mark) -> endpoints.recovered(endpoint, mark, now);
      case Finding.Disabled(Endpoint.DisabledBy reason, String error) ->
          endpoints.disable(endpoint, new Endpoint.Disabled(reason, now, error));
    }
  }

  @PreDestroy
  void close() {
    sender.close();
  }

  /// The outcome of the run of a delivery.
  static Outcome outcome(DeliveryOutcome outcome) {
    return switch (outcome) {
      case Delivered(Answer answer, Duration took) -> Outcome.succeeded(result(answer, took));
      case Refused refused -> failed(refused);
      case Unreachable(var reason) -> Outcome.failed("unreachable", reason.toString());
      case Forbidden _ -> Outcome.failedForGood("address-not-allowed", Forbidden.MESSAGE);
      case Consented _ -> Outcome.snoozed(UNTIL_CONSENT_COUNTS);
      case Declined declined -> Outcome.failed("consent-missing", declined.message());
      case RefusedByProxy refused -> Outcome.failed("proxy-refused", refused.message());
      case Untried untried -> Outcome.snoozed(untried.pause());
    };
  }

  private static Outcome failed(Refused refused) {
    String code = refused.isGone() ? "gone" : refused.isRedirect() ? "redirected" : "refused";
    return new Outcome.Failed(
        code,
        refused.message(),
        refused.isGone(),
        refused.retryAfter().orElse(null),
        refused.answer());
  }

  private static JsonNode result(Answer answer, Duration took) {
    ObjectNode result = Json.MAPPER.valueToTree(answer);
    return result.put("durationMs", took.toMillis());
  }
}
