package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.Destinations.Destination;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the receivers of endpoints with a handshake whether they want webhooks, and notes
/// their answers. The first delivery asks instead of being sent. When it is tried again, the
/// rate that the receiver has named applies to it.
final class Handshake {
  private static final Duration UNTIL_ASKED = Duration.ofSeconds(5);
  private static final Duration UNTIL_SENT = Duration.ofSeconds(2);

  private final WebhookSender sender;
  private final EndpointSource endpoints;
  private final String origin;
  private final InstantSource clock;

  /// The endpoints whose receivers are being asked.
  private final Set<EndpointId> asking = ConcurrentHashMap.newKeySet();

  /// `origin` is who asks.
  Handshake(WebhookSender sender, EndpointSource endpoints, String origin, InstantSource clock) {
    this.sender = sender;
    this.endpoints = endpoints;
    this.origin = origin;
    this.clock = clock;
  }

  /// Whether the receiver has to be asked before anything is sent. Another process may just
  /// have asked it.
  boolean isNeeded(Endpoint endpoint) throws InterruptedException {
    return endpoint.terms().handshake()
        && !hasConsented(endpoint)
        && !(endpoints.catchUp(UNTIL_ASKED) && hasConsented(endpoint));
  }

  private boolean hasConsented(Endpoint endpoint) {
    return endpoints.consent(endpoint).filter(EndpointConsent::isGiven).isPresent();
  }

  /// One delivery asks, and the others wait. A delivery that finds that another one has asked
  /// meanwhile is tried again, too.
  DeliveryOutcome ask(Destination.Open destination, Endpoint endpoint) throws InterruptedException {
    if (!asking.add(endpoint.id())) {
      return new Busy(UNTIL_ASKED);
    }
    try {
      if (hasConsented(endpoint)) {
        return new Busy(UNTIL_SENT);
      }
      ConsentRequest question =
          ConsentRequest.of(
              destination.url(),
              destination.headers(),
              origin,
              Optional.ofNullable(endpoint.terms().rate()));
      DeliveryOutcome outcome =
          sender.send(
              endpoint.tenant(),
              destination.addressee(endpoint.tenant()).breaker(),
              question,
              destination.tls());
      note(endpoint, outcome);
      return outcome;
    } finally {
      asking.remove(endpoint.id());
    }
  }

  private void note(Endpoint endpoint, DeliveryOutcome outcome) throws InterruptedException {
    if (outcome instanceof Consented(Optional<Integer> perMinute)) {
      endpoints.answered(endpoint, answer(endpoint, perMinute.orElse(null), null));
    } else if (outcome instanceof Declined(String why) && isNews(endpoint, why)) {
      endpoints.answered(endpoint, answer(endpoint, null, why));
    }
  }

  private boolean isNews(Endpoint endpoint, String why) {
    return endpoints.consent(endpoint).filter(known -> why.equals(known.refusal())).isEmpty();
  }

  private EndpointConsent answer(Endpoint endpoint, Integer perMinute, String refusal) {
    Instant now = clock.instant();
    return new EndpointConsent(
        endpoint.tenant(), endpoint.id(), endpoint.revision(), now, perMinute, refusal);
  }

  /// The additional headers. After a handshake each delivery names the installation that has
  /// asked.
  Map<String, String> headers(Destination.Open destination) {
    if (destination.endpoint().filter(one -> one.terms().handshake()).isEmpty()) {
      return destination.headers();
    }
    Map<String, String> all = new HashMap<>(destination.headers());
    all.put(ConsentRequest.REQUEST_ORIGIN, origin);
    return Map.copyOf(all);
  }
}
