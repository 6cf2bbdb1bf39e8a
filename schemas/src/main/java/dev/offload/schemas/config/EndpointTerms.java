package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.offload.schemas.Require;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.url.OutsideUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the owner of an endpoint says about it.
///
/// @param url where webhooks go
/// @param events which events it gets: types, or patterns as `task.*`
/// @param tags only events of tasks and groups with all of these tags are sent
/// @param description a text for people; null if there is none
/// @param headers additional headers, by their names
/// @param rate at which attempts may start; null for any
/// @param concurrency how many attempts may run at a time; null for any number
/// @param format the form of the body; an older release wrote none, and meant `standard`
/// @param signatures how webhooks are signed; an older release wrote none, and meant `v1`
/// @param tls the certificates of its connections, besides the default ones; null for none
/// @param orderedSince since when it gets the events of a task in order; null if it does not
/// @param handshake whether its receiver is asked for its consent before anything is sent
public record EndpointTerms(
    OutsideUrl url,
    List<String> events,
    List<String> tags,
    String description,
    Map<String, Encrypted> headers,
    Rate rate,
    Integer concurrency,
    WebhookFormat format,
    List<SignatureScheme> signatures,
    EndpointTls tls,
    Instant orderedSince,
    boolean handshake) {
  public static final int MAX_CONCURRENCY = 1_000;

  public EndpointTerms {
    Require.present(url, "url");
    events = events == null ? List.of() : List.copyOf(events);
    tags = tags == null ? List.of() : List.copyOf(tags);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    format = format == null ? WebhookFormat.STANDARD : format;
    signatures =
        signatures == null || signatures.isEmpty()
            ? List.of(SignatureScheme.V1)
            : List.copyOf(signatures);
    Require.that(
        concurrency == null || (concurrency >= 1 && concurrency <= MAX_CONCURRENCY),
        "concurrency",
        "be 1 to " + MAX_CONCURRENCY,
        concurrency);
  }

  /// Whether the endpoint gets webhooks that are signed in this way.
  public boolean has(SignatureScheme scheme) {
    return signatures.contains(scheme);
  }

  /// Whether the endpoint gets the events of a task in order.
  @JsonIgnore
  public boolean isOrdered() {
    return orderedSince != null;
  }

  /// Whether the endpoint gets an event of this type about a task or group with these tags.
  public boolean wants(String event, List<String> itsTags) {
    return events.stream().anyMatch(pattern -> EventPattern.covers(pattern, event))
        && itsTags.containsAll(tags);
  }

  /// Whether the endpoint gets events of tasks before their ends.
  public boolean wantsRuns() {
    return events.stream().anyMatch(EventPattern.OF_RUNS::contains);
  }

  /// What its deliveries may take together; empty for anything.
  public Optional<LimitRule> limit() {
    return rate == null && concurrency == null
        ? Optional.empty()
        : Optional.of(new LimitRule(concurrency, rate));
  }

  /// The same if its receiver wants no more than `wanted`, whatever its owner allows. Deliveries
  /// then start evenly, at whichever rate is slower.
  public LimitRule limitedTo(Rate wanted) {
    boolean isOwnSlower = rate != null && rate.isSlowerThan(wanted);
    return new LimitRule(concurrency, isOwnSlower ? rate.withoutBurst() : wanted);
  }
}
