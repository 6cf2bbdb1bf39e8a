package dev.offload.webhook;

import dev.offload.schemas.config.Rate;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks a receiver whether it wants webhooks, and how many a minute: the validation request of
/// section 4 of "HTTP 1.1 Web Hooks for Event Delivery" 1.0.2 (CloudEvents). Only the headers of
/// the answer count, and not its status.
///
/// @param ownHeaders the additional headers of webhooks to the receiver
/// @param origin who asks
/// @param perMinute how many webhooks a minute there may be; empty if unknown
record ConsentRequest(
    OutsideUrl url, Map<String, String> ownHeaders, String origin, Optional<Long> perMinute)
    implements Outgoing {
  static final String REQUEST_ORIGIN = "WebHook-Request-Origin";
  static final String REQUEST_RATE = "WebHook-Request-Rate";
  static final String ALLOWED_ORIGIN = "WebHook-Allowed-Origin";
  static final String ALLOWED_RATE = "WebHook-Allowed-Rate";

  private static final String ANY = "*";
  private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,8}");

  /// The request for an endpoint with this `rate`.
  static ConsentRequest of(
      OutsideUrl url, Map<String, String> ownHeaders, String origin, Optional<Rate> rate) {
    return new ConsentRequest(url, ownHeaders, origin, rate.map(ConsentRequest::perMinute));
  }

  private static long perMinute(Rate rate) {
    return Math.max(1, rate.count() * Duration.ofMinutes(1).toMillis() / rate.per().toMillis());
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> all = new HashMap<>(ownHeaders);
    all.put(REQUEST_ORIGIN, origin);
    perMinute.ifPresent(rate -> all.put(REQUEST_RATE, Long.toString(rate)));
    return Map.copyOf(all);
  }

  /// The meaning of the answer. A header that it does not have is null.
  DeliveryOutcome outcome(String allowedOrigin, String allowedRate) {
    if (allowedOrigin == null) {
      return new Declined("its answer to OPTIONS has no " + ALLOWED_ORIGIN);
    }
    if (!allowedOrigin.strip().equals(ANY) && !allowedOrigin.strip().equalsIgnoreCase(origin)) {
      return new Declined("its %s is not %s".formatted(ALLOWED_ORIGIN, origin));
    }
    if (allowedRate == null) {
      return perMinute.isPresent()
          ? new Declined("its answer to OPTIONS has no " + ALLOWED_RATE)
          : new Consented(Optional.empty());
    }
    String rate = allowedRate.strip();
    if (rate.equals(ANY)) {
      return new Consented(Optional.empty());
    }
    return NUMBER.matcher(rate).matches()
        ? new Consented(Optional.of(Math.min(Integer.parseInt(rate), Rate.MAX_COUNT)))
        : new Declined("its %s is not a whole number above 0".formatted(ALLOWED_RATE));
  }
}
