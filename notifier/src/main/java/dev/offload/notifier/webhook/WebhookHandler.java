package dev.offload.notifier.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.notifier.webhook.DeliveryOutcome.Busy;
import dev.offload.notifier.webhook.DeliveryOutcome.Delivered;
import dev.offload.notifier.webhook.DeliveryOutcome.Forbidden;
import dev.offload.notifier.webhook.DeliveryOutcome.Refused;
import dev.offload.notifier.webhook.DeliveryOutcome.Unreachable;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.secret.TenantSecrets;
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
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/// Delivers one webhook: signs its body with the tenant's secret and posts it.
///
/// A repeated attempt sends the same body under the same `webhook-id`, so a receiver can tell.
@ApplicationScoped
public class WebhookHandler implements TaskHandler {
  private static final int GONE = 410;
  private static final Duration UNTIL_A_CONNECTION_IS_FREE = Duration.ofSeconds(1);

  private final WebhookSender sender;
  private final TenantSecrets secrets;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;

  @Inject
  WebhookHandler(WebhookConfig config, SecretsConfig secrets, MeterRegistry meters) {
    this(
        new WebhookSender(config, SystemDefaultDnsResolver.INSTANCE, InstantSource.system()),
        secrets.tenantSecrets(),
        new DeliveryMetrics(meters),
        InstantSource.system());
  }

  WebhookHandler(
      WebhookSender sender, TenantSecrets secrets, DeliveryMetrics metrics, InstantSource clock) {
    this.sender = sender;
    this.secrets = secrets;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String type() {
    return Delivery.TYPE;
  }

  @Override
  public Load load() {
    return Load.WAITING;
  }

  @Override
  public Outcome handle(TaskContext task) throws JsonProcessingException {
    Delivery delivery = task.input(Delivery.class);
    DeliveryOutcome outcome =
        sender.send(
            SignedWebhook.sign(
                delivery.url(),
                task.taskId().toString(),
                clock.instant(),
                Json.MAPPER.writeValueAsString(delivery.event()),
                secrets.webhookSecret(task.tenant())));
    metrics.count(outcome);
    return outcome(outcome);
  }

  @PreDestroy
  void close() throws IOException {
    sender.close();
  }

  static Outcome outcome(DeliveryOutcome outcome) {
    return switch (outcome) {
      case Delivered(int status, Duration took) -> Outcome.succeeded(result(status, took));
      case Refused refused -> failed(refused);
      case Unreachable(var reason) -> Outcome.failed("unreachable", reason.toString());
      case Forbidden(var rule) ->
          Outcome.failedForGood(
              "address-not-allowed",
              "nothing was sent: the URL leads to an address in "
                  + rule
                  + ", which is not allowed");
      case Busy _ -> new Outcome.Snoozed(UNTIL_A_CONNECTION_IS_FREE);
    };
  }

  private static Outcome failed(Refused refused) {
    int status = refused.status();
    if (status == GONE) {
      return Outcome.failedForGood("gone", "the receiver answered 410: it wants no more of these");
    }
    if (status >= 300 && status < 400) {
      return Outcome.failed(
          "redirected",
          "the receiver answered %d: redirects are not followed, name the final URL"
              .formatted(status));
    }
    return new Outcome.Failed(
        "refused",
        "the receiver answered %d, where only 200 to 299 is success".formatted(status),
        false,
        refused.retryAfter().orElse(null));
  }

  private static JsonNode result(int status, Duration took) {
    return Json.MAPPER.createObjectNode().put("status", status).put("durationMs", took.toMillis());
  }
}
